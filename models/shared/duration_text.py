# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Durations in words, one and several, in the language of the environment."""


def format_duration(env, count, unit):
    """How long: “1 month”, “3 months”.

    :param unit: ``day``, ``week``, ``month`` or ``year``
    """
    if count == 1:
        return {
            "day": env._("1 day"),
            "week": env._("1 week"),
            "month": env._("1 month"),
            "year": env._("1 year"),
        }[unit]
    return {
        "day": env._("%s days", count),
        "week": env._("%s weeks", count),
        "month": env._("%s months", count),
        "year": env._("%s years", count),
    }[unit]


def format_interval(env, count, unit):
    """How often: “every month”, “every 3 months”.

    :param unit: ``day``, ``week``, ``month`` or ``year``
    """
    if count == 1:
        return {
            "day": env._("every day"),
            "week": env._("every week"),
            "month": env._("every month"),
            "year": env._("every year"),
        }[unit]
    return {
        "day": env._("every %s days", count),
        "week": env._("every %s weeks", count),
        "month": env._("every %s months", count),
        "year": env._("every %s years", count),
    }[unit]
