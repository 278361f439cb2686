import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON that a port needs: maps, lists, strings, doubles, booleans and null. */
class Json {
    static final Pattern TOKEN = Pattern.compile(
        "\\s*([\\[\\]{},:]|true|false|null|-?[0-9][0-9.eE+-]*|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")\\s*");
    final Matcher tokens;
    String token = "";

    Json(String text) { tokens = TOKEN.matcher(text); }

    String next() {
        if (!tokens.lookingAt()) throw new IllegalArgumentException("not JSON");
        token = tokens.group(1);
        tokens.region(tokens.end(), tokens.regionEnd());
        return token;
    }

    void expect(String separator) {
        if (!token.equals(separator)) throw new IllegalArgumentException("not JSON");
        next();
    }

    Object whole() {
        next();
        Object value = value();
        if (tokens.regionStart() != tokens.regionEnd()) throw new IllegalArgumentException("not one JSON value");
        return value;
    }

    Object value() { // of the present token and those after it
        return switch (token.charAt(0)) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> text();
            case 't', 'f' -> Boolean.valueOf(token);
            case 'n' -> null;
            default -> Double.valueOf(token);
        };
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (next(); !token.equals("}"); next()) {
            if (!fields.isEmpty()) expect(",");
            String name = text();
            next();
            expect(":");
            fields.put(name, value());
        }
        return fields;
    }

    List<Object> items() {
        List<Object> items = new ArrayList<>();
        for (next(); !token.equals("]"); next()) {
            if (!items.isEmpty()) expect(",");
            items.add(value());
        }
        return items;
    }

    String text() {
        if (token.charAt(0) != '"') throw new IllegalArgumentException("not JSON");
        return token.substring(1, token.length() - 1).translateEscapes();
    }
}
