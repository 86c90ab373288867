# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run one benchmark inside Odoo and write what it measured as JSON.

Started by bin/bench with the environment's Python:
``python measure.py DATABASE FILE REPEAT OUTPUT``.
"""

import importlib.util
import json
import sys
from pathlib import Path

from browser import opened

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.module import get_manifest
from odoo.modules.registry import Registry


def main(database, path, repeat, output):
    odoo.tools.config.parse_config(["-d", database, "--no-http", "--log-level=warn"])
    benchmark = _loaded(Path(path))
    lacks = [name for name in _modules(benchmark) if not get_manifest(name)]
    result = {"lacks": lacks} if lacks else _measured(database, benchmark, int(repeat))
    Path(output).write_text(json.dumps(result))


def _loaded(path):
    sys.path.insert(0, str(path.parent))  # what benchmarks share lies beside them
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _modules(benchmark):
    return getattr(benchmark, "MODULES", [])


def _measured(database, benchmark, repeat):
    registry = Registry.new(database, install_modules=_modules(benchmark))
    if hasattr(benchmark, "setup"):
        with registry.cursor() as cr:  # committed at its end
            benchmark.setup(api.Environment(cr, SUPERUSER_ID, {}))
    values = {}
    if hasattr(benchmark, "run"):
        values |= _repeated(repeat, lambda: _once(registry, benchmark))
    if hasattr(benchmark, "browse"):
        with opened(database) as page:
            values |= _repeated(repeat, lambda: benchmark.browse(page))
    return {
        "title": (benchmark.__doc__ or "").strip().partition("\n")[0],
        "goals": getattr(benchmark, "GOALS", {}),
        "ratios": getattr(benchmark, "RATIOS", {}),
        "values": values,
        "table": list(getattr(benchmark, "table", list)()),
    }


def _repeated(repeat, measure):
    measure()  # warms the caches, counts for nothing
    rounds = [measure() for _ in range(repeat)]
    return {name: [each[name] for each in rounds] for name in rounds[0]}


def _once(registry, benchmark):
    with registry.cursor() as cr:
        try:
            return benchmark.run(api.Environment(cr, SUPERUSER_ID, {}))
        finally:
            cr.rollback()


main(*sys.argv[1:])
