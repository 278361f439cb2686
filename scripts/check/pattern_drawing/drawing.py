"""Draws a regular expression, with a text that it may well match, and notes what it is made of."""

import collections

LETTERS = "abAB1_/:. -"
#: Scalars whose case, category or way to be compared is special.
STRANGE = "éÉßẞsSſkK\u212aiIİıµμΜσςΣ\u0345ι\u1fbe٣५²½ⅷ文\u200d\u0301\u0308\xa0\u2028\x1c\x85\n\t_\U00010400\U00010428\U0001d7d8\ufb05\ufb06"
CATEGORIES = {"d": "1٣५", "D": "a/é²", "w": "a_1é文²", "W": "/:. -\u0301", "s": " \t\n\xa0\u2028\x1c", "S": "ab1/é"}
CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
NAMES = {"LATIN SMALL LETTER A": "a", "digit one": "1", "HANGUL SYLLABLE GA": "가", "CJK UNIFIED IDEOGRAPH-6587": "文",
         "Solidus": "/", "GREEK SMALL LETTER MU": "μ"}
ENDS = {"greedy": "", "lazy": "?", "possessive": "+"}
GROUP_NAMES = ("a", "b", "_x1", "é", "文", "k2")
PLACES = (r"\b", r"\B", r"\A", r"\Z", "^", "$")


class Drawing:
    """One regular expression. `used` counts its constructs, `groups` are what was drawn for each group."""

    def __init__(self, random):
        self.random = random
        self.used = collections.Counter()
        self.groups, self.names, self.open = [], {}, set()
        self.behind = 0
        self.ignores_case = self.is_verbose = False
        #: Few letters make many ways to match, and show what becomes of groups in each.
        self.letters = random.choice((LETTERS, LETTERS, "ab"))

    def draw(self):
        """The pattern and a text."""
        prefix = ""
        if self.once(5):
            prefix = self.global_flags()
        pattern, text = self.choice(self.random.choice((2, 3, 3, 4)))
        if self.ignores_case and self.once(2):
            text = text.swapcase()
        return prefix + pattern, text

    def once(self, times):
        return self.random.randrange(times) == 0

    def note(self, name):
        self.used[name] += 1

    def global_flags(self):
        letters = self.random.choice(("i", "i", "i", "m", "s", "x", "a", "u", "im", "ai", "iu", "smx", "ax"))
        for letter in letters:
            self.note(f"(?{letter})")
        self.ignores_case, self.is_verbose = "i" in letters, "x" in letters
        return f"(?{letters})"

    def choice(self, depth):
        count = self.random.choice((1, 1, 1, 1, 2, 2, 3)) if depth else 1
        parts = [self.sequence(depth) for _ in range(count)]
        if count > 1:
            self.note("|")
            if self.once(6):
                parts.insert(self.random.randrange(count + 1), ("", ""))
                self.note("empty alternative")
            if self.once(4):
                shared, text = self.scalar()
                parts = [(shared + pattern, text + rest) for pattern, rest in parts]
                self.note("shared beginning")
        return "|".join(pattern for pattern, _ in parts), self.random.choice(parts)[1]

    def sequence(self, depth):
        pattern = text = ""
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))):
            more, found = self.repeated(depth)
            pattern, text = pattern + more, text + found
            if self.is_verbose and self.once(3):
                pattern += self.random.choice((" ", "\n", "# b|(\n", "\t", "\\ ", "#\\\n\n"))
                self.note("verbose space")
        return pattern, text

    def repeated(self, depth):
        pattern, text = self.element(depth)
        cannot = pattern in PLACES or pattern.startswith("(?#")
        if not self.once(3) or (self.behind and not self.once(8)) or (cannot and not self.once(50)):
            return pattern, text
        if self.once(25):
            return pattern + self.random.choice(("{", "{}", "{a}", "{1", "{1,", "{,a}", "{-1}", "{ 1}", "{1 ,2}")), text
        kind = self.random.choice(("greedy", "greedy", "lazy", "possessive"))
        least, most = self.random.choice(((0, 1), (0, 3), (1, 3), (2, 2), (1, 2), (0, 2), (0, 0), (2, 4)))
        form = self.random.choice(("*", "+", "?", "{m}", "{m,}", "{,n}", "{m,n}", "{,}"))
        if self.behind:
            form = "{m}"
        bounds = {"*": (0, 3), "+": (1, 3), "?": (0, 1), "{m}": (least, least), "{m,}": (least, 4), "{,n}": (0, most),
                  "{m,n}": (least, most), "{,}": (0, 3)}[form]
        written = form.replace("m", str(least)).replace("n", str(most)) + ENDS[kind]
        self.note(f"{form}{ENDS[kind]}")
        if self.once(50):
            written += self.random.choice(("#", "*", "+", "?", "{2}"))
        return pattern + written, text * self.random.randint(*bounds)

    def element(self, depth):
        draws = [self.scalar] * 5 + [self.any, self.set, self.category, self.place, self.reference, self.reference]
        if depth:
            draws += [self.group] * (4 if len(self.letters) > 2 else 12) + [self.assertion] * 2 + [self.conditional] * 2 + [self.flagged, self.comment]
        if drawn := self.random.choice(draws)(*([depth - 1] if depth else [])):
            return drawn
        return self.scalar()

    def scalar(self, depth=0):
        character = self.character()
        return self.written(character), character

    def character(self):
        return self.random.choice(self.letters if len(self.letters) < 3 or not self.once(6) else STRANGE)

    def some(self, most):
        """A text of characters like those of the pattern."""
        return "".join(self.character() for _ in range(self.random.randint(0, most)))

    def written(self, character, in_set=False):
        """A character as a pattern can have it."""
        code = ord(character)
        forms = [form for form, fits in {
            "\\x": code < 0x100, "\\u": code < 0x10000, "\\U": True, "\\0": code < 64,
            "\\ooo": 64 <= code < 0x100 or in_set and code < 0x100, "escaped": not (character.isascii() and character.isalnum()),
        }.items() if fits]
        must = character in (r"\[]^-" if in_set else r".\[{()*+?^$|" + (" #\n\t" if self.is_verbose else ""))
        if not must and not self.once(10):
            self.note("literal")
            return character
        form = "escaped" if must else self.random.choice(forms)
        self.note(form)
        return {"\\x": f"\\x{code:02x}", "\\u": f"\\u{code:04X}", "\\U": f"\\U{code:08x}", "\\0": f"\\0{code:02o}",
                "\\ooo": f"\\{code:03o}", "escaped": "\\" + character}[form]

    def any(self, depth=0):
        self.note(".")
        return ".", self.character()

    def category(self, depth=0):
        kinds = [*CATEGORIES] * 2 + ["control", "name"]
        kind = self.random.choice(kinds)
        if kind == "control":
            letter = self.random.choice([*CONTROLS])
            self.note("\\n and its like")
            return f"\\{letter}", CONTROLS[letter]
        if kind == "name":
            self.note("\\N")
            name = self.random.choice([*NAMES])
            return f"\\N{{{name}}}", NAMES[name]
        self.note(f"\\{kind}")
        return f"\\{kind}", self.random.choice(CATEGORIES[kind])

    def place(self, depth=0):
        kind = self.random.choice(PLACES)
        self.note(kind)
        return kind, ""

    def set(self, depth=0):
        """Of scalars, ranges and categories, with brackets and hyphens where they are literal."""
        negated = self.once(4)
        self.note("[^...]" if negated else "[...]")
        pattern, members = "", ""
        if self.once(8):
            pattern, members = "]", "]"
            self.note("[]...]")
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))):
            more, member = self.member()
            pattern, members = pattern + more, members + member
        if self.once(8):
            pattern, members = pattern + "-", members + "-"
            self.note("[...-]")
        return f"[{'^' * negated}{pattern}]", self.character() if negated else self.random.choice(members)

    def member(self):
        kind = self.random.randrange(8)
        if kind == 0:
            kind = self.random.choice([*CATEGORIES])
            self.note(f"[\\{kind}]")
            return f"\\{kind}", self.random.choice(CATEGORIES[kind])
        if kind == 1:
            self.note("[\\b]")
            return r"\b", "\b"
        if kind in (2, 3):
            low, high = sorted((self.character(), self.character()))
            self.note("[a-b]")
            return f"{self.written(low, True)}-{self.written(high, True)}", self.random.choice((low, high))
        character = self.character()
        return self.written(character, True), character

    def group(self, depth):
        kind = self.random.choice(("(", "(", "(?P<", "(?:", "(?>"))
        self.note(kind)
        if kind in ("(?:", "(?>"):
            pattern, text = self.choice(depth)
            return f"{kind}{pattern})", text
        self.groups.append("")
        number = len(self.groups)
        if kind == "(?P<":
            free = [name for name in GROUP_NAMES if name not in self.names]
            name = self.random.choice(free or GROUP_NAMES)
            kind += name + ">"
            self.names[name] = number
        self.open.add(number)
        pattern, text = self.choice(depth)
        self.open.discard(number)
        self.groups[number - 1] = text
        return f"{kind}{pattern})", text

    def reference(self, depth=0):
        if not self.groups:
            return None
        number = self.random.randint(1, len(self.groups))
        if number in self.open and not self.once(40):
            return None
        names = [name for name, group in self.names.items() if group == number]
        if names and self.once(2):
            self.note("(?P=")
            return f"(?P={names[0]})", self.groups[number - 1]
        self.note(r"\1")
        return f"\\{number}", self.groups[number - 1]

    def assertion(self, depth):
        kind = self.random.choice(("(?=", "(?!", "(?<=", "(?<!"))
        self.note(kind)
        self.behind += "<" in kind
        pattern, text = self.sequence(depth) if "<" in kind else self.choice(depth)
        self.behind -= "<" in kind
        return f"{kind}{pattern})", text if kind == "(?<=" else ""

    def conditional(self, depth):
        if not self.groups and not self.once(20):
            return None
        number = self.random.randint(1, len(self.groups) + self.once(30)) if self.groups else 1
        names = [name for name, group in self.names.items() if group == number]
        word = self.random.choice(names) if names and self.once(2) else str(number)
        self.note("(?(1)" if word.isdecimal() else "(?(name)")
        pattern, text = self.sequence(depth)
        if self.once(2):
            self.note("(?(1)...|")
            other, otherwise = self.sequence(depth)
            return f"(?({word}){pattern}|{other})", self.random.choice((text, otherwise))
        return f"(?({word}){pattern})", text

    def flagged(self, depth):
        on = self.random.choice(("i", "i", "a", "u", "s", "m", "x", "ia", "is", "", "aim"))
        off = self.random.choice(("", "", "i", "s", "m", "x")) if on else self.random.choice("ismx")
        off = "".join(set(off) - set(on))
        if not on and not off:
            off = "i"
        for letter in on:
            self.note(f"(?{letter}:")
        for letter in off:
            self.note(f"(?-{letter}:")
        before = self.is_verbose
        self.is_verbose = (before or "x" in on) and "x" not in off
        pattern, text = self.choice(depth)
        self.is_verbose = before
        return f"(?{on}{'-' * bool(off)}{off}:{pattern})", text.swapcase() if "i" in on and self.once(2) else text

    def comment(self, depth):
        self.note("(?#")
        return f"(?#{self.random.choice(('', 'a(b', '[', 'x|y', chr(92) + ')'))})", ""
