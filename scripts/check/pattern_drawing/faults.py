"""Makes a regular expression one that Python may refuse: by what each error is about, or by a change at random."""

#: What is put somewhere into a pattern.
PIECES = (
    *(r"\p", r"\z", r"\q", r"\8", r"\9", r"\400", r"\777", r"\x", r"\x1", r"\u12", r"\U0011", r"\U00110000", r"\N", r"\N{", r"\N{}"),
    *(r"\N{NO SUCH}", r"\p{L}", r"[\p]", r"[\A]", r"[\8]", r"[\400]", r"[\xg]", "[b-a]", r"[\d-z]", r"[a-\w]", "[]", "[^]", "[", "[a"),
    *("(", ")", "(?", "(?:", "(?P", "(?P<", "(?P<>a)", "(?P<1>a)", "(?P<a", "(?P<a b>c)", "(?P=", "(?P=zz)", "(?P=a", "(?Px)", "(?P>a)"),
    *("(?P<a>x)(?P<a>y)", r"\99", r"(a\1)", r"(?<=(a)\1)", "(?<=a+)", "(?<!a|bc)", "(?<=a{2,3})", "(?<x)", "(?<", "(?<=a", "(?=", "(?!a"),
    *("(?(1)", "(?(7)a)", "(?(0)a)", "(?(-1)a)", "(?(+1)a)", "(?( 1 )a)", "(?(1_0)a)", "(?(٣)a)", "(?(a b)c)", "(?(zz)a)", "(?()a)"),
    *("(?(1)a|b|c)", "(?i)", "(?L)", "(?L:a)", "(?t)", "(?t:a)", "(?au)", "(?au:a)", "(?a-a:b)", "(?i-i:b)", "(?-u:a)", "(?-:a)", "(?i-", "(?i"),
    *("(?ij)", "(?-j:a)", "(?i1)", "(?-i)", "(?z)", "(?*)", "(?#", "(?#a", "**", "*+?", "a**", "a++", "a?+", "a+++", "a{2}{3}", "a{2}*", "^*"),
    *(r"\b+", "*", "+", "?", "{1}", "|*", "(*)", "(?:*)", "a{3,2}", "a{4294967295}", "a{4294967294}b", "a{99999999999999999999}", "\\", "#"),
)


def spoilt(random, pattern):
    place = random.randint(0, len(pattern))
    kind = random.randrange(4)
    if kind < 2:
        return pattern[:place] + random.choice(PIECES) + pattern[place:]
    if kind == 2:
        return pattern[:place] + pattern[place + random.randint(1, 3):]
    return pattern[:place] + random.choice(r"()[]{}*+?|\^$-:#<>=!P1a,") + pattern[place:]
