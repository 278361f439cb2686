"""What Python's `re` answers, and what it knows of scalars."""

import _sre
import re
import signal
import warnings
from re._casefix import _EXTRA_CASES

#: A search that takes longer, by the processor's time, may take the Swift side more steps than it allows.
SECONDS = 0.02


def pair(pattern, names):
    """A pattern, names, and for each name 1 if it is found, 0 if not, F if Python fails and T if it takes long."""
    refusal, answers = None, ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern)
        answers = "".join(answer(compiled, name) for name in names)
    except re.error as error:
        refusal = comparable(error.msg) + ("" if error.pos is None else f" at position {error.pos}")
    except (ValueError, OverflowError) as error:
        refusal = comparable(str(error))
    return {"pattern": pattern, "names": names, "answers": answers, "refusal": refusal}


def comparable(message):
    """Without what is in quotes, which is written with escapes."""
    first, last = message.find("'"), message.rfind("'")
    return message if first < 0 else message[:first] + message[last + 1:]


def answer(compiled, name):
    signal.signal(signal.SIGVTALRM, give_up)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            return "1" if compiled.search(name) else "0"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TimeoutError:
        return "T"
    except (SystemError, RuntimeError):
        return "F"


def give_up(*_):
    raise TimeoutError


def scalars():
    """Ranges of scalars, and scalars with what is made of them."""
    every = [*map(chr, (*range(0xD800), *range(0xE000, 0x110000)))]
    kinds = {
        "decimal": str.isdecimal,
        "word": lambda c: c.isalnum() or c == "_",
        "space": str.isspace,
        "letter": str.isalpha,
        "identifierStart": str.isidentifier,
        "identifierContinue": lambda c: f"a{c}".isidentifier(),
    }
    mappings = {"lower": _sre.unicode_tolower, "upper": lambda code: ord(chr(code).upper()[0])}
    return {
        **{name: ranges(c for c in every if holds(c)) for name, holds in kinds.items()},
        **{name: [[ord(c), made(ord(c))] for c in every if made(ord(c)) != ord(c)] for name, made in mappings.items()},
        "extraCases": [[code, *others] for code, others in _EXTRA_CASES.items()],
    }


def ranges(characters):
    found = []
    for code in map(ord, characters):
        if found and found[-1][1] + 1 == code:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found
