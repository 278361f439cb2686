//! The JSON that a port needs; the standard library has none.

use std::ops::Index;

#[derive(Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

static NULL: Json = Json::Null;

/// The field of a name; null where there is none.
impl Index<&str> for Json {
    type Output = Json;
    fn index(&self, name: &str) -> &Json {
        match self {
            Json::Object(fields) => fields.iter().find(|(key, _)| key == name).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }
}

impl Json {
    /// The value that the text is; None if it is not JSON.
    pub fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0)?;
        reader.next().is_none().then_some(value)
    }

    /// The number in the field of that name.
    pub fn number(&self, name: &str, otherwise: f64) -> f64 {
        if let Json::Number(number) = self[name] { number } else { otherwise }
    }

    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    pub fn items(&self) -> &[Json] {
        if let Json::Array(items) = self { items } else { &[] }
    }

    /// The elements of a tensor, as many as there must be.
    pub fn floats(&self, count: Option<usize>) -> Result<Vec<f32>, String> {
        let text = self.text().ok_or(refusal("tensor"))?.as_bytes();
        let bits = text.chunks(8).map(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let values: Option<Vec<f32>> = bits.map(|bits| bits.map(f32::from_bits)).collect();
        values.filter(|x| count.is_none_or(|count| x.len() == count)).ok_or(refusal("tensor"))
    }

    /// Refuses fields of other names, which would otherwise be half obeyed.
    pub fn known(&self, place: &str, names: &str) -> Result<(), String> {
        let Json::Object(fields) = self else { return Ok(()) };
        let unknown = fields.iter().find(|(key, _)| !names.split_whitespace().any(|name| name == key));
        unknown.map_or(Ok(()), |(key, _)| Err(refusal(&format!("{place}{key}"))))
    }
}

/// The digits of a tensor.
pub fn hexadecimal(values: impl Iterator<Item = f32>) -> String {
    values.map(|x| format!("{:08x}", x.to_bits())).collect()
}

/// The fields of a reply that names what the port cannot make sense of.
pub fn refusal(field: &str) -> String {
    let field = field.replace(|c: char| c == '"' || c == '\\' || c.is_control(), "?");
    format!("\"reply\":\"error\",\"category\":\"internal\",\"argument\":\"{field}\"")
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next byte that is no white space, not taken.
    fn next(&mut self) -> Option<u8> {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest.bytes().next()
    }

    fn take(&mut self, token: &str) -> Option<()> {
        self.next();
        self.text[self.at..].starts_with(token).then(|| self.at += token.len())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        match self.next().filter(|_| depth < 64)? {
            b'n' => self.take("null").map(|_| Json::Null),
            b't' => self.take("true").map(|_| Json::Bool(true)),
            b'f' => self.take("false").map(|_| Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => self.list("[", "]", |reader| reader.value(depth + 1)).map(Json::Array),
            b'{' => self.list("{", "}", |reader| {
                let key = reader.string()?;
                reader.take(":")?;
                Some((key, reader.value(depth + 1)?))
            }).map(Json::Object),
            _ => {
                let rest = &self.text[self.at..];
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(rest.len());
                self.at += end;
                rest[..end].parse().ok().map(Json::Number)
            }
        }
    }

    fn list<T>(&mut self, open: &str, close: &str, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.take(open)?;
        while self.take(close).is_none() {
            if !items.is_empty() {
                self.take(",")?;
            }
            items.push(item(self)?);
        }
        Some(items)
    }

    fn string(&mut self) -> Option<String> {
        self.take("\"")?;
        let (mut text, mut characters) = (String::new(), self.text[self.at..].char_indices());
        while let Some((index, c)) = characters.next() {
            match c {
                '"' => {
                    self.at += index + 1;
                    return Some(text);
                }
                '\\' => text.push(match characters.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'u' => {
                        let digits: String = characters.by_ref().take(4).map(|(_, digit)| digit).collect();
                        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                    }
                    other => other,
                }),
                other => text.push(other),
            }
        }
        None
    }
}
