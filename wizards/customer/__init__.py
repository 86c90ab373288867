from . import service_intervention_double
