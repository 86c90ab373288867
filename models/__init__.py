# shared
from . import service_numbered_mixin

# configuration
from . import res_company
from . import res_config_settings
from . import resource_calendar
from . import service_activity_type
from . import service_intervention_code
from . import service_skill
from . import service_protocol
from . import service_protocol_step
from . import service_protocol_version
from . import service_contract_terms
from . import service_contract_terms_cover
from . import service_contract_type
from . import service_contract_type_limits
from . import product_template
from . import product_product
from . import hr_employee
from . import resource_resource

# installed base
from . import service_equipment_tag
from . import service_equipment
from . import service_equipment_place
from . import service_equipment_units
from . import service_equipment_capture
from . import service_equipment_capture_history
from . import service_equipment_kit
from . import service_equipment_anomaly
from . import service_equipment_import
from . import service_equipment_event
from . import service_equipment_age
from . import stock_lot
from . import stock_picking
from . import sale_order
from . import stock_move

# contracts
from . import service_contract
from . import service_contract_terms_visit
from . import service_contract_life
from . import service_contract_line
from . import service_contract_line_scope
from . import service_contract_line_warranty
from . import service_contract_warranty
from . import service_contract_line_proposal
from . import service_contract_line_billing
from . import service_contract_line_price
from . import service_contract_line_repricing
from . import service_contract_suspension
from . import service_contract_suspend
from . import service_contract_term
from . import service_contract_duration
from . import service_contract_renewal
from . import service_contract_notice
from . import service_contract_reminder
from . import service_contract_settlement
from . import service_contract_line_settlement
from . import service_contract_settle
from . import service_contract_limits
from . import service_contract_line_schedule
from . import service_contract_schedule
from . import service_contract_line_end
from . import service_contract_document
from . import service_contract_cover
from . import service_equipment_contract
from . import service_equipment_cover
from . import service_contract_sale
from . import service_contract_sale_settlement
from . import service_contract_overlap
from . import service_contract_amount
from . import service_contract_copy
from . import service_equipment_sale
from . import sale_order_contract
from . import sale_order_line
from . import sale_order_line_contract

# interventions
from . import service_billable_mixin
from . import service_diagnosis_mixin
from . import service_intervention
from . import service_intervention_origin
from . import service_intervention_contract
from . import service_intervention_cover
from . import service_intervention_flow
from . import service_intervention_conflict
from . import service_intervention_protocol
from . import service_intervention_travel
from . import service_intervention_timer
from . import service_intervention_parts
from . import service_intervention_order
from . import sale_order_line_job
from . import service_intervention_minimum
from . import service_intervention_site
from . import service_intervention_item
from . import service_intervention_workshop
from . import service_intervention_loan
from . import service_activity
from . import service_activity_protocol
from . import service_activity_check
from . import service_activity_time
from . import service_activity_people
from . import service_activity_timer
from . import service_charge
from . import service_charge_stock
from . import service_charge_component
from . import service_charge_surcharge
from . import service_activity_surcharge
from . import service_contract_intervention
from . import service_contract_line_visit
from . import service_contract_line_visit_job
from . import service_contract_visit
from . import service_intervention_visit
from . import service_contract_prepaid
from . import service_equipment_intervention
from . import service_intervention_practice
from . import sale_order_intervention
from . import stock_move_loan
from . import service_protocol_trigger
from . import service_protocol_occasion
from . import account_analytic_line

# invoicing
from . import account_move
from . import account_move_line
from . import service_contract_invoice
from . import service_invoicing_criteria
from . import service_invoicing_run
from . import service_invoicing_exception

# what partners know about service
from . import res_partner
from . import service_equipment_link
