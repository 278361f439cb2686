"""What is planted: a base is a port with foreign arithmetic, a mistake breaks a rule on top of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Base:
    """The port of a language with other arithmetic and no mistake; each change fits exactly one place."""

    name: str
    changes: tuple = ()
    build: tuple = ()  # {folder} is where the changed port is


@dataclass(frozen=True)
class Mistake:
    """Changes of a base, one of whose `rules` a diagnosis must name first.

    `hidden` says why rounding hides the mistake; then it may go unnamed, but nothing else may be named.
    """

    name: str
    base: str
    rules: tuple
    changes: tuple
    hidden: str = ""


@dataclass(frozen=True)
class Language:
    name: str  # the folder under scripts/ports
    file: str
    run: tuple
    bases: dict
    mistakes: tuple

    def variants(self):
        """Each base by itself, then each mistake on its base."""
        for base in self.bases.values():
            yield Variant(self, base, None)
        for mistake in self.mistakes:
            yield Variant(self, self.bases[mistake.base], mistake)


@dataclass(frozen=True)
class Variant:
    language: Language
    base: Base
    mistake: Mistake | None

    @property
    def name(self):
        return self.mistake.name if self.mistake else "no mistake"

    def text(self, original):
        """The changed source, and the texts that do not fit exactly one place of it."""
        text, misfits = original, []
        for old, new in (*self.base.changes, *(self.mistake.changes if self.mistake else ())):
            if text.count(old) != 1 or old == new:
                misfits.append(old)
            text = text.replace(old, new)
        return text, misfits


def language(name, file, run, bases, mistakes):
    return Language(name, file, run, {base.name: base for base in bases}, tuple(mistakes))


def mistake(base, name, rules, *changes, hidden=""):
    """`changes`: old text, new text, and so on."""
    return Mistake(name, base, tuple(rules.split()), tuple(zip(changes[::2], changes[1::2], strict=True)), hidden)
