from . import service_plan_news
from . import job
from . import preferences
