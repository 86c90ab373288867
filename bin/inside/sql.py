# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run one statement and print its rows as JSON.

Started by the environment's Python, which has the database driver:
``python sql.py DATABASE STATEMENT``; the address comes from the PG* variables.
"""

import json
import sys

import psycopg2


def main(database, statement):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True  # databases are created outside transactions
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    print(json.dumps(rows))


main(*sys.argv[1:])
