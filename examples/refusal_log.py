"""Sends refusals to standard error as JSON lines; other records of the same handler keep the usual form."""

import logging.config

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"refusals": {"()": "forwhom.RefusalFormatter"}},
    "handlers": {"refusals": {"class": "logging.StreamHandler", "formatter": "refusals"}},
    "loggers": {"forwhom": {"handlers": ["refusals"], "level": "INFO", "propagate": False}},
}

if __name__ == "__main__":
    logging.config.dictConfig(LOGGING)
