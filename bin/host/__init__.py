"""What the commands in ``bin/`` share: a private Odoo host, one job per file."""
