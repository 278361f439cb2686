// Keras' AdamW in Java, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//
//     adamw test -- java scripts/ports/java/Port.java

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public class Port {
    // float32 arithmetic in doubles: each operation rounds once, and subnormals count as zero (2.3, 2.4).
    static double z(float x) { return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0.0, x) : x; }
    static float r(double x) { return (float) (Math.abs(x) < 0x1.ffffffp-127 ? Math.copySign(0.0, x) : x); }
    static float add(float a, float b) { return r(z(a) + z(b)); }
    static float sub(float a, float b) { return r(z(a) - z(b)); }
    static float mul(float a, float b) { return r(z(a) * z(b)); }
    static float div(float a, float b) { return r(z(a) / z(b)); }
    static float sqrt(float a) { return r(Math.sqrt(z(a))); }
    static float min(float a, float b) { return r(Math.min(z(a), z(b))); } // NaN if either is, as it must be
    static float max(float a, float b) { return r(Math.max(z(a), z(b))); }

    // There is no powf here. The double power, rounded, is glibc's powf but for one unit in the last place in about
    // one power of a thousand, and `1 - power`, all that is made of it, then differs more rarely still: for the usual
    // betas at no step up to 2,200 (Appendix B).
    static float power(double base, float exponent) { return r(Math.pow(z((float) base), exponent)); }

    static float leaf(float[] x, int first, int n) { // R-SUM-1
        float[][] lanes = new float[4][8];
        float[] a = lanes[0];
        float rest = 0;
        int i = 0, end = first + n;
        for (; i + 32 <= n; i += 32)
            for (int k = 0; k < 32; k++) lanes[k / 8][k % 8] = add(lanes[k / 8][k % 8], x[first + i + k]);
        for (int k = 0; k < 8; k++) a[k] = add(add(add(a[k], lanes[1][k]), lanes[2][k]), lanes[3][k]);
        for (; i + 8 <= n; i += 8)
            for (int k = 0; k < 8; k++) a[k] = add(a[k], x[first + i + k]);
        for (; i < n; i++) rest = add(rest, x[first + i]);
        for (int width = 4; width > 0; width /= 2)
            for (int k = 0; k < width; k++) a[k] = add(a[k], a[k + width]);
        return add(rest, a[0]);
    }

    static float total(float[] x, int first, int n) { // R-SUM-2
        if (n <= 8192) return leaf(x, first, n);
        int left = (first + (n + 1) / 2 + 7) / 8 * 8 - first;
        return add(total(x, first, left), total(x, first + left, n - left));
    }

    static float totalOfSquares(float[] g) {
        float[] squares = new float[g.length];
        for (int i = 0; i < g.length; i++) squares[i] = mul(g[i], g[i]);
        return total(squares, 0, g.length);
    }

    static class Refused extends RuntimeException {
        static final long serialVersionUID = 1;
        final String category, argument;

        Refused(String category, String argument) {
            this.category = category;
            this.argument = argument;
        }
    }

    static class Optimizer {
        final Map<String, Object> arguments;
        final double weightDecay, beta1, beta2, epsilon, emaMomentum, clipnorm, clipvalue, globalClipnorm;
        final boolean amsgrad, useEMA, decaysAtAll;
        final long n, frequency;
        final List<Boolean> decays = new ArrayList<>();
        final Map<String, List<float[]>> slots = new LinkedHashMap<>();
        List<float[]> w = new ArrayList<>();
        float rate;
        long raw;

        Optimizer(Map<String, Object> testCase) {
            arguments = object(testCase.get("arguments"));
            boolean adam = "Adam".equals(testCase.get("optimizer"));
            weightDecay = number("weight_decay", 0.004);
            decaysAtAll = !(adam && arguments.get("weight_decay") == null); // R-ADAM-1
            beta1 = number("beta_1", 0.9);
            beta2 = number("beta_2", 0.999);
            epsilon = number("epsilon", 1e-7);
            emaMomentum = number("ema_momentum", 0.99);
            clipnorm = number("clipnorm", 0);
            clipvalue = number("clipvalue", 0);
            globalClipnorm = number("global_clipnorm", 0);
            amsgrad = arguments.get("amsgrad") == Boolean.TRUE;
            useEMA = arguments.get("use_ema") == Boolean.TRUE;
            frequency = (long) number("ema_overwrite_frequency", 0);
            check(adam);
            n = Math.max(1, (long) number("gradient_accumulation_steps", 0));

            Map<String, Object> state = object(testCase.get("initial_state"));
            Map<String, Object> excluded = object(testCase.get("exclude_from_weight_decay"));
            raw = (long) (double) (Double) state.getOrDefault("iterations", 0.0);
            Object stored = state.get("learning_rate");
            rate = stored == null ? (float) number("learning_rate", 0.001) : read(stored)[0];
            List<Object> variables = list(testCase.get("variables"));
            for (int i = 0; i < variables.size(); i++) {
                Map<String, Object> variable = object(variables.get(i));
                known(variable, "case.variables.", "name", "dtype", "shape", "data");
                String name = variable.get("name") + ":0";
                w.add(read(variable.get("data")));
                decays.add(decaysAtAll && !list(excluded.get("variables")).contains((double) i)
                    && list(excluded.get("var_names")).stream()
                        .noneMatch(pattern -> Pattern.compile((String) pattern).matcher(name).find()));
            }
            for (String name : List.of("momentum", "velocity", "velocity_hat", "average", "gradient_accumulator")) {
                if (name.equals("velocity_hat") && !amsgrad || name.equals("average") && !useEMA
                    || name.equals("gradient_accumulator") && n == 1) continue;
                Object given = object(state.get("slots")).get(name);
                slots.put(name, given == null ? mapped(w, x -> new float[x.length])
                    : new ArrayList<>(list(given).stream().map(Port::read).toList()));
            }
        }

        double number(String name, double otherwise) {
            return arguments.get(name) instanceof Double x ? x : otherwise;
        }

        void check(boolean adam) { // what Keras' constructor refuses, in the order in which it does (R-ERROR-*)
            List<String> clips = List.of("clipnorm", "clipvalue", "global_clipnorm").stream()
                .filter(name -> arguments.get(name) != null).toList();
            double steps = number("gradient_accumulation_steps", 0), every = number("ema_overwrite_frequency", 0);
            refuse(steps != 0 && !(steps >= 2), "gradient_accumulation_steps");
            refuse(useEMA && !(emaMomentum >= 0 && emaMomentum <= 1), "ema_momentum");
            refuse(useEMA && (every < 0 || every != Math.rint(every)), "ema_overwrite_frequency");
            refuse(clips.size() > 1, clips.isEmpty() ? "" : clips.get(0));
            refuse(!(arguments.getOrDefault("learning_rate", 0.001) instanceof Double), "learning_rate");
            refuse(!adam && !(arguments.getOrDefault("weight_decay", 0.004) instanceof Double), "weight_decay");
        }

        static void refuse(boolean wrong, String argument) {
            if (wrong) throw new Refused("invalid_argument", argument);
        }

        void clip(List<float[]> grads) { // R-CLIP-*; null is a missing gradient
            float factor = 1;
            if (globalClipnorm > 0) {
                List<float[]> present = grads.stream().filter(g -> g != null).toList();
                float[] sums = new float[present.size()];
                for (int i = 0; i < sums.length; i++) sums[i] = totalOfSquares(present.get(i));
                float norm = sqrt(total(sums, 0, sums.length));
                factor = mul((float) globalClipnorm, min(div(1, norm), (float) (1 / globalClipnorm)));
                factor = add(factor, sub(norm, norm));
            }
            for (float[] g : grads) {
                if (g == null) continue;
                float q = clipnorm > 0 ? totalOfSquares(g) : 0, c = (float) clipnorm, norm = q > 0 ? sqrt(q) : q;
                for (int k = 0; k < g.length; k++) {
                    if (clipnorm > 0) g[k] = div(mul(g[k], c), max(norm, c));
                    else if (globalClipnorm > 0) g[k] = mul(g[k], factor);
                    else if (clipvalue > 0) g[k] = max(min(g[k], (float) clipvalue), (float) -clipvalue);
                }
            }
        }

        void step(int i, float[] g, float t) { // R-DECAY-1 to R-UPDATE-1
            float p1 = power(beta1, t), p2 = power(beta2, t), alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));
            float[] w = this.w.get(i), m = slots.get("momentum").get(i), v = slots.get("velocity").get(i);
            float[] vhat = amsgrad ? slots.get("velocity_hat").get(i) : v;
            for (int k = 0; k < g.length; k++) {
                if (decays.get(i)) w[k] = sub(w[k], mul(mul(w[k], (float) weightDecay), rate));
                m[k] = add(m[k], mul(sub(g[k], m[k]), (float) (1 - beta1)));
                v[k] = add(v[k], mul(sub(mul(g[k], g[k]), v[k]), (float) (1 - beta2)));
                vhat[k] = amsgrad ? max(vhat[k], v[k]) : v[k];
                w[k] = sub(w[k], div(mul(m[k], alpha), add(sqrt(vhat[k]), (float) epsilon)));
            }
        }

        void apply(List<Object> gradients) { // section 3
            if (gradients.isEmpty()) return; // R-APPLY-4
            List<float[]> grads = gradients(gradients), sums = slots.get("gradient_accumulator");
            Object scale = arguments.get("loss_scale_factor");
            long iterations = raw / n;
            boolean updates = (raw + 1) % n == 0;
            for (int i = 0; i < w.size(); i++) {
                float[] g = grads.get(i);
                for (int k = 0; g != null && k < g.length; k++) {
                    if (scale != null) g[k] = div(g[k], (float) (double) (Double) scale);
                    if (!updates) sums.get(i)[k] = add(sums.get(i)[k], g[k]);
                    else if (sums != null) g[k] = div(add(g[k], sums.get(i)[k]), (float) n);
                }
            }
            if (updates) {
                clip(grads);
                for (int i = 0; i < w.size(); i++)
                    if (grads.get(i) != null) step(i, grads.get(i), (float) (iterations + 1));
                if (sums != null) sums.replaceAll(sum -> new float[sum.length]);
            }
            if (useEMA) {
                float k = iterations == 0 ? 0 : (float) emaMomentum;
                for (int i = 0; i < w.size(); i++) {
                    float[] average = slots.get("average").get(i);
                    for (int j = 0; j < average.length; j++)
                        average[j] = add(mul(k, average[j]), mul(sub(1, k), w.get(i)[j]));
                }
                if (frequency > 0 && (iterations + 1) % frequency == 0) finish();
            }
            raw++;
        }

        List<float[]> gradients(List<Object> given) { // R-ERROR-GRADIENTS
            List<float[]> grads = new ArrayList<>();
            for (Object g : given) grads.add(g == null ? null : read(g instanceof Map<?, ?> m ? m.get("data") : g));
            boolean fit = grads.size() == w.size() && grads.stream().anyMatch(g -> g != null);
            for (int i = 0; fit && i < w.size(); i++)
                fit = grads.get(i) == null || grads.get(i).length == w.get(i).length;
            if (!fit) throw new Refused("invalid_gradients", "grads");
            return grads;
        }

        void finish() { // R-EMA-4, R-EMA-5
            if (useEMA) w = mapped(slots.get("average"), float[]::clone);
        }

        String state() {
            return "{\"iterations\":" + raw + ",\"learning_rate\":" + write(new float[] {rate}) + ",\"slots\":{"
                + slots.entrySet().stream().map(slot -> "\"" + slot.getKey() + "\":" + write(slot.getValue()))
                    .collect(Collectors.joining(",")) + "}}";
        }
    }

    static List<float[]> mapped(List<float[]> tensors, UnaryOperator<float[]> change) {
        return new ArrayList<>(tensors.stream().map(change).toList());
    }

    static float[] read(Object tensor) {
        byte[] bytes = HexFormat.of().parseHex((String) tensor);
        float[] values = new float[bytes.length / 4];
        var floats = java.nio.ByteBuffer.wrap(bytes).asFloatBuffer();
        floats.get(values);
        return values;
    }

    static String write(float[] values) {
        StringBuilder text = new StringBuilder("\"");
        for (float value : values) text.append(HexFormat.of().toHexDigits(Float.floatToIntBits(value)));
        return text.append('"').toString();
    }

    static String write(List<float[]> tensors) {
        return tensors.stream().map(Port::write).collect(Collectors.joining(",", "[", "]"));
    }

    static void known(Map<String, Object> fields, String where, String... names) { // or it would be half obeyed
        for (String name : fields.keySet())
            if (!List.of(names).contains(name)) throw new Refused("internal", where + name);
    }

    static String run(Map<String, Object> request) {
        Map<String, Object> testCase = object(request.get("case"));
        known(request, "", "request", "seq", "case", "trace");
        known(testCase, "case.", "id", "rules", "optimizer", "arguments", "variables", "script", "initial_state",
            "exclude_from_weight_decay");
        known(object(testCase.get("arguments")), "case.arguments.", "learning_rate", "weight_decay", "beta_1", "beta_2",
            "epsilon", "amsgrad", "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum",
            "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps");
        Optimizer optimizer = new Optimizer(testCase);
        List<String> steps = new ArrayList<>();
        for (Object item : list(testCase.get("script"))) {
            Map<String, Object> event = object(item);
            known(event, "case.script.", "apply", "finalize");
            optimizer.apply(list(event.get("apply")));
            if (event.get("finalize") == Boolean.TRUE) optimizer.finish();
            steps.add("{\"variables\":" + write(optimizer.w) + "}");
        }
        return "\"reply\":\"run\",\"steps\":[" + String.join(",", steps) + "],\"state\":" + optimizer.state();
    }

    static final String START = """
        {"reply":"start","protocol":1,"name":"adamw-java","version":"1.0","language":"Java","dtypes":["float32"],\
        "features":["amsgrad","clipnorm","clipvalue","global_clipnorm","ema","loss_scale_factor",\
        "gradient_accumulation","exclude_from_weight_decay","finalize","missing_gradients","initial_state","errors",\
        "state","optimizer:Adam","flush_subnormals"]}""";

    static String answer(String line) {
        String sequence = "", fields;
        try {
            Map<String, Object> request = object(new Json(line).whole());
            if (request.get("seq") instanceof Double number) sequence = ",\"seq\":" + number.longValue();
            Object kind = request.get("request");
            if ("stop".equals(kind)) return null;
            if ("start".equals(kind) && Double.valueOf(1).equals(request.get("protocol"))) return START;
            if (!"run".equals(kind)) throw new Refused("internal", "request");
            fields = run(request);
        } catch (Refused refused) {
            fields = "\"reply\":\"error\",\"category\":\"%s\",\"argument\":\"%s\""
                .formatted(refused.category, refused.argument);
        } catch (RuntimeException problem) { // what the request has in a wrong place
            System.err.println(problem);
            fields = "\"reply\":\"error\",\"category\":\"internal\"";
        }
        return "{" + fields + sequence + "}";
    }

    public static void main(String[] arguments) throws java.io.IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line, reply; (line = lines.readLine()) != null;) {
            System.out.println((reply = answer(line)) == null ? "{\"reply\":\"stop\"}" : reply);
            System.out.flush();
            if (reply == null) return;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) { return value == null ? Map.of() : (Map<String, Object>) value; }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) { return value == null ? List.of() : (List<Object>) value; }

    /** The JSON that a port needs: maps, lists, strings, doubles, booleans and null. */
    static class Json {
        static final Pattern TOKEN = Pattern.compile(
            "\\s*([\\[\\]{},:]|true|false|null|-?[0-9][0-9.eE+-]*|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")\\s*");
        final java.util.regex.Matcher tokens;
        String token = "";

        Json(String text) { tokens = TOKEN.matcher(text); }

        String next() {
            if (!tokens.lookingAt()) throw new Refused("internal", "not JSON");
            token = tokens.group(1);
            tokens.region(tokens.end(), tokens.regionEnd());
            return token;
        }

        void expect(String separator) {
            if (!token.equals(separator)) throw new Refused("internal", "not JSON");
            next();
        }

        Object whole() {
            next();
            Object value = value();
            if (tokens.regionStart() != tokens.regionEnd()) throw new Refused("internal", "not one JSON value");
            return value;
        }

        Object value() { // of the present token and those after it
            switch (token.charAt(0)) {
                case '{':
                    Map<String, Object> fields = new LinkedHashMap<>();
                    for (next(); !token.equals("}"); next()) {
                        if (!fields.isEmpty()) expect(",");
                        String name = text();
                        next();
                        expect(":");
                        fields.put(name, value());
                    }
                    return fields;
                case '[':
                    List<Object> items = new ArrayList<>();
                    for (next(); !token.equals("]"); next()) {
                        if (!items.isEmpty()) expect(",");
                        items.add(value());
                    }
                    return items;
                case '"': return text();
                case 't': return true;
                case 'f': return false;
                case 'n': return null;
                default: return Double.valueOf(token);
            }
        }

        String text() {
            if (token.charAt(0) != '"') throw new Refused("internal", "not JSON");
            return token.substring(1, token.length() - 1).translateEscapes();
        }
    }
}
