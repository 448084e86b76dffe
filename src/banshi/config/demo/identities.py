"""Numbers that pass every check and yet belong to nobody: for the demo and for tests."""

import datetime as dt

from stdnum.cn import ric, uscc

# The prefecture itself registers nobody (only its districts do), so no real number begins like this.
DIVISION = "210900"


def citizen_number(birth: dt.date, serial: int) -> str:
    """An identity number of someone born on `birth`; `serial` 1 to 999, odd for a man."""
    body = f"{DIVISION}{birth:%Y%m%d}{serial:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def credit_code(serial: int, kind: str = "51") -> str:
    """A unified social credit code; `kind` 51 association, 52 service body, 91 company; `serial` to 99999."""
    body = f"{kind}{DIVISION}XXXX{serial:05d}"
    return body + str(uscc.calc_check_digit(body + "0"))


def landline(serial: int) -> str:
    """A fixed number of an area code that is not given out; `serial` 0 to 9999."""
    return f"0300-200{serial:04d}"


def mobile(serial: int) -> str:
    """A mobile number of a block that is not given out; `serial` 0 to 9999."""
    return f"1380000{serial:04d}"
