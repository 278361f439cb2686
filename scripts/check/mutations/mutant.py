"""What a mutant is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A change of the one place in a file where the text is `old`."""

    name: str
    file: str
    old: str
    new: str

    def fits(self, package):
        return (package / self.file).read_text().count(self.old) == 1

    def apply(self, text):
        return text.replace(self.old, self.new)


def mutants(file, *changes):
    return [Mutant(name, file, old, new) for name, old, new in changes]
