# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The best plan for people who drive from task to task.

Pure: no ORM, no clock but that of the time limit. A :class:`~.problem.Problem` goes in,
a :class:`~.problem.Plan` comes out; whatever else answers the same question, also far
away, can stand in for :func:`solve`.

- :mod:`.problem`: what is asked and answered
- :mod:`.day`, :mod:`.route`, :mod:`.draft`: plans that keep the rules
- :mod:`.search`: better ones; :mod:`.vroom_solver`: a good one to begin with
- :mod:`.improve`: a better plan from one that is there
- :mod:`.offers`: who can do one task, and when
- :mod:`.reasons`: why a task has no place
- :mod:`.check`: whether a plan keeps the rules; :mod:`.measure`: what it comes to
"""

from .check import find_faults
from .improve import improve
from .measure import Measures, measure
from .offers import Offer, find_offers
from .problem import Fixed, Person, Plan, Problem, Shift, Stop, Task, Travel, Weights
from .search import Limits, Progress
from .solve import solve
