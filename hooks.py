def post_init_hook(env):
    """Give every company that already exists its own sequences and defaults."""
    env["res.company"].search([])._create_service_defaults()
