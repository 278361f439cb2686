//! Regular expressions as far as exclusions by name use them: characters, `.`, `[a-z]`, `(a|b)`, `*`, `+`, `?`, `^`, `$`.

type Sequence = Vec<Piece>;

enum Atom { Any, Start, End, Class(bool, Vec<(char, char)>), Group(Vec<Sequence>) }

struct Piece { atom: Atom, least: usize, most: usize }

/// Whether the pattern is found anywhere in the text; an error for what is none, or none of these.
pub fn is_found(pattern: &str, text: &str) -> Result<bool, ()> {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let mut at = 0;
    let choices = choices(&pattern, &mut at)?;
    if at < pattern.len() { return Err(()); }
    Ok((0..=text.len()).any(|start| any_of(&choices, &text, start, &mut |_| true)))
}

fn choices(p: &[char], at: &mut usize) -> Result<Vec<Sequence>, ()> {
    let mut all = vec![Vec::new()];
    while let Some(&c) = p.get(*at).filter(|&&c| c != ')') {
        *at += 1;
        let atom = match c {
            '|' => { all.push(Vec::new()); continue; }
            '^' => Atom::Start,
            '$' => Atom::End,
            '.' => Atom::Any,
            '[' => class(p, at)?,
            '(' => {
                let group = choices(p, at)?; // `(?...)` fails here, for a `?` with nothing before it
                if p.get(*at) != Some(&')') { return Err(()); }
                *at += 1;
                Atom::Group(group)
            }
            '*' | '+' | '?' | '{' | '\\' => return Err(()),
            _ => Atom::Class(true, vec![(c, c)]),
        };
        let (least, most) = match p.get(*at) {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            _ => (1, 1),
        };
        *at += usize::from((least, most) != (1, 1));
        all.last_mut().ok_or(())?.push(Piece { atom, least, most });
    }
    Ok(all)
}

fn class(p: &[char], at: &mut usize) -> Result<Atom, ()> {
    let is_within = p.get(*at) != Some(&'^');
    *at += usize::from(!is_within);
    let mut ranges = Vec::new();
    loop {
        let first = *p.get(*at).ok_or(())?;
        *at += 1;
        if first == ']' && !ranges.is_empty() { return Ok(Atom::Class(is_within, ranges)); }
        if first == '\\' || first == '[' { return Err(()); }
        let last = match (p.get(*at), p.get(*at + 1)) {
            (Some('-'), Some(&last)) if last != ']' => { *at += 2; last }
            _ => first,
        };
        ranges.push((first, last));
    }
}

/// Whether one of the sequences matches from there, and what follows it, which is told where it ends.
fn any_of(all: &[Sequence], text: &[char], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    all.iter().any(|pieces| matches(pieces, 0, text, at, then))
}

/// The same for the rest of a sequence, whose first piece has matched so often already.
fn matches(pieces: &[Piece], count: usize, text: &[char], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    let Some(piece) = pieces.first() else { return then(at) };
    if count < piece.most {
        // Once more; an empty match is no progress.
        let mut more = |end: usize| (end > at || count < piece.least) && matches(pieces, count + 1, text, end, then);
        let found = match &piece.atom {
            Atom::Start => at == 0 && more(at),
            Atom::End => at == text.len() && more(at),
            Atom::Any => text.get(at).is_some_and(|&c| c != '\n') && more(at + 1),
            Atom::Class(is_within, ranges) => text.get(at).is_some_and(|&c| {
                ranges.iter().any(|&(first, last)| (first..=last).contains(&c)) == *is_within
            }) && more(at + 1),
            Atom::Group(all) => any_of(all, text, at, &mut more),
        };
        if found { return true; }
    }
    count >= piece.least && matches(&pieces[1..], 0, text, at, then)
}
