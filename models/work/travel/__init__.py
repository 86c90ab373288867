from . import travel
from . import site
from . import route
