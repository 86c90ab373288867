import traceback
from collections import Counter
from unittest.mock import patch
from odoo.sql_db import Cursor
from . import test_growth
from .test_growth import *

class TestProfile(test_growth.TestGrowth):
    def _count_queries(self, function, *args):
        counter = Counter()
        orig = Cursor.execute
        def execute(cr, query, *a, **k):
            stack = [f for f in traceback.extract_stack() if "service_management/" in f.filename and "tests/" not in f.filename]
            last = traceback.extract_stack()[-3]
            q = str(getattr(query, "code", query))[:70].replace("\n", " ")
            fr = " < ".join(f"{f.filename.rsplit('/',1)[1]}:{f.lineno}" for f in reversed(stack[-3:]))
            counter[fr + " :: " + q] += 1
            return orig(cr, query, *a, **k)
        self.env.flush_all(); self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with patch.object(Cursor, "execute", execute):
            function(*args)
            self.env.flush_all()
        n = self.env.cr.sql_log_count - before
        print("DBG", self._testMethodName, n)
        for k, v in counter.most_common(6):
            if v > 8: print("DBG     ", v, k)
        return n
del TestGrowth
