from . import contract
from . import work
