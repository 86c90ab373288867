# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Service Management: Example of an Extension",
    "summary": "One of each thing that an add-on may add to services",
    "version": "19.0.1.0.0",
    "author": "Service Management Contributors",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["service_management"],
    "data": [
        "views/service_activity_views.xml",
        "views/service_equipment_views.xml",
        "views/service_intervention_views.xml",
    ],
}
