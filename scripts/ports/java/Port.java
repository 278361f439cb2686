// Keras' AdamW, eager, in Java, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//
//     javac -d .build/java scripts/ports/java/*.java
//     adamw test -- java -cp .build/java:scripts/ports/java Port

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    static float power(double base, float exponent) { return r(Powers.powf((float) base, exponent)); }

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

    static class Variable {
        final float[] w;
        float[] g; // null where it is missing
        final Map<String, float[]> slots = new LinkedHashMap<>();
        boolean decays;

        Variable(float[] w) { this.w = w; }
    }

    static class Optimizer {
        final Map<String, Object> arguments;
        final List<Variable> variables = new ArrayList<>();
        final List<String> slots = new ArrayList<>(List.of("momentum", "velocity"));
        final float rate;
        final long n;
        long raw;

        Optimizer(Map<String, Object> testCase) {
            arguments = object(testCase.get("arguments"));
            Map<String, Object> state = object(testCase.get("initial_state"));
            Object givenRate = state.get("learning_rate");
            rate = givenRate == null ? (float) number("learning_rate", 0.001) : read(givenRate, 1)[0];
            raw = (long) (double) (Double) state.getOrDefault("iterations", 0.0);
            n = Math.max(1, (long) number("gradient_accumulation_steps", 1));
            if (arguments.get("amsgrad") == Boolean.TRUE) slots.add("velocity_hat");
            if (arguments.get("use_ema") == Boolean.TRUE) slots.add("average");
            if (n > 1) slots.add("gradient_accumulator");

            boolean adam = "Adam".equals(testCase.get("optimizer"));
            boolean decays = !adam || arguments.get("weight_decay") != null; // R-ADAM-1
            Map<String, Object> excluded = object(testCase.get("exclude_from_weight_decay"));
            List<Pattern> patterns = list(excluded.get("var_names")).stream().map(String.class::cast)
                .map(Pattern::compile).toList();
            for (Object item : list(testCase.get("variables"))) {
                Map<String, Object> given = object(item);
                known(given, "case.variables.", "name", "dtype", "shape", "data");
                int index = variables.size();
                Variable x = new Variable(read(given.get("data"), -1));
                x.decays = decays && !list(excluded.get("variables")).contains((double) index)
                    && patterns.stream().noneMatch(pattern -> pattern.matcher(given.get("name") + ":0").find());
                for (String name : slots) {
                    Object slot = object(state.get("slots")).get(name);
                    x.slots.put(name, slot == null ? new float[x.w.length] : read(list(slot).get(index), x.w.length));
                }
                variables.add(x);
            }
        }

        double number(String name, double otherwise) {
            Object value = arguments.get(name);
            return value == null ? otherwise : (Double) value;
        }

        void clip() { // R-CLIP-*
            double clipnorm = number("clipnorm", 0), global = number("global_clipnorm", 0);
            double value = number("clipvalue", 0);
            float c = (float) clipnorm, limit = (float) value, factor = 1;
            List<float[]> grads = variables.stream().map(x -> x.g).filter(g -> g != null).toList();
            if (global > 0) {
                float[] sums = new float[grads.size()];
                for (int i = 0; i < sums.length; i++) sums[i] = totalOfSquares(grads.get(i));
                float norm = sqrt(total(sums, 0, sums.length));
                factor = add(mul((float) global, min(div(1, norm), (float) (1 / global))), sub(norm, norm));
            }
            for (float[] g : grads) {
                float q = clipnorm > 0 ? totalOfSquares(g) : 0, norm = q > 0 ? sqrt(q) : q;
                for (int k = 0; k < g.length; k++) {
                    if (clipnorm > 0) g[k] = div(mul(g[k], c), max(norm, c));
                    else if (global > 0) g[k] = mul(g[k], factor);
                    else if (value > 0) g[k] = max(min(g[k], limit), -limit);
                }
            }
        }

        void step(Variable x, float t) { // R-DECAY-1 to R-UPDATE-1
            double beta1 = number("beta_1", 0.9), beta2 = number("beta_2", 0.999);
            float decay = (float) number("weight_decay", 0.004), epsilon = (float) number("epsilon", 1e-7);
            float p1 = power(beta1, t), p2 = power(beta2, t), alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));
            float[] w = x.w, g = x.g, m = x.slots.get("momentum"), v = x.slots.get("velocity");
            float[] vhat = x.slots.getOrDefault("velocity_hat", v);
            for (int k = 0; k < g.length; k++) {
                if (x.decays) w[k] = sub(w[k], mul(mul(w[k], decay), rate));
                m[k] = add(m[k], mul(sub(g[k], m[k]), (float) (1 - beta1)));
                v[k] = add(v[k], mul(sub(mul(g[k], g[k]), v[k]), (float) (1 - beta2)));
                if (vhat != v) vhat[k] = max(vhat[k], v[k]);
                w[k] = sub(w[k], div(mul(m[k], alpha), add(sqrt(vhat[k]), epsilon)));
            }
        }

        void apply(List<Object> gradients) { // section 3
            if (gradients.isEmpty()) return; // R-APPLY-4
            if (gradients.size() != variables.size()) throw new IllegalArgumentException("case.script.apply");
            long iterations = raw / n, frequency = (long) number("ema_overwrite_frequency", 0);
            boolean updates = (raw + 1) % n == 0, scales = arguments.get("loss_scale_factor") != null;
            float scale = (float) number("loss_scale_factor", 1);
            for (int i = 0; i < gradients.size(); i++) {
                Variable x = variables.get(i);
                float[] g = x.g = gradients.get(i) == null ? null : read(gradients.get(i), x.w.length);
                float[] sum = x.slots.get("gradient_accumulator");
                for (int k = 0; g != null && k < g.length; k++) {
                    if (scales) g[k] = div(g[k], scale);
                    if (!updates) sum[k] = add(sum[k], g[k]);
                    else if (sum != null) g[k] = div(add(g[k], sum[k]), (float) n);
                }
            }
            if (updates) {
                clip();
                for (Variable x : variables) {
                    if (x.g != null) step(x, (float) (iterations + 1));
                    if (n > 1) x.slots.put("gradient_accumulator", new float[x.w.length]);
                }
            }
            float k = iterations == 0 ? 0 : (float) number("ema_momentum", 0.99);
            for (Variable x : variables) {
                float[] average = x.slots.get("average");
                for (int i = 0; average != null && i < average.length; i++)
                    average[i] = add(mul(k, average[i]), mul(sub(1, k), x.w[i]));
            }
            if (frequency > 0 && (iterations + 1) % frequency == 0) finish();
            raw++;
        }

        void finish() { // R-EMA-4, R-EMA-5
            for (Variable x : variables) System.arraycopy(x.slots.getOrDefault("average", x.w), 0, x.w, 0, x.w.length);
        }

        String state() {
            return "{\"iterations\":" + raw + ",\"learning_rate\":" + write(rate) + ",\"slots\":" + slots.stream()
                .map(name -> "\"" + name + "\":" + write(variables, x -> x.slots.get(name)))
                .collect(Collectors.joining(",", "{", "}")) + "}";
        }
    }

    static float[] read(Object tensor, int count) {
        byte[] bytes = HexFormat.of().parseHex((String) tensor);
        float[] values = new float[bytes.length / 4];
        if (count >= 0 && count != values.length) throw new IllegalArgumentException("tensor");
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    static String write(float... values) {
        StringBuilder text = new StringBuilder("\"");
        for (float value : values) text.append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(value)));
        return text.append('"').toString();
    }

    static String write(List<Variable> variables, Function<Variable, float[]> part) {
        return variables.stream().map(x -> write(part.apply(x))).collect(Collectors.joining(",", "[", "]"));
    }

    static void known(Map<String, Object> fields, String where, String... names) { // or it would be half obeyed
        for (String name : fields.keySet())
            if (!List.of(names).contains(name)) throw new IllegalArgumentException(where + name);
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
            steps.add("{\"variables\":" + write(optimizer.variables, x -> x.w) + "}");
        }
        return "\"reply\":\"run\",\"steps\":[" + String.join(",", steps) + "],\"state\":" + optimizer.state();
    }

    static final String START = """
        {"reply":"start","protocol":1,"name":"adamw-java","version":"1.0","language":"Java","dtypes":["float32"],\
        "features":["amsgrad","clipnorm","clipvalue","global_clipnorm","ema","loss_scale_factor",\
        "gradient_accumulation","exclude_from_weight_decay","finalize","missing_gradients","initial_state",\
        "state","optimizer:Adam","flush_subnormals"]}""";

    static final String STOP = "{\"reply\":\"stop\"}";

    static String answer(String line) {
        String sequence = "";
        try {
            Map<String, Object> request = object(new Json(line).whole());
            if (request.get("seq") instanceof Double number) sequence = ",\"seq\":" + number.longValue();
            Object kind = request.get("request");
            if ("stop".equals(kind)) return STOP;
            if ("start".equals(kind) && Double.valueOf(1).equals(request.get("protocol"))) return START;
            if (!"run".equals(kind)) throw new IllegalArgumentException("request");
            return "{" + run(request) + sequence + "}";
        } catch (RuntimeException problem) { // a field at fault, or what the request has in a wrong place
            String argument = String.valueOf(problem.getMessage()).replaceAll("[\"\\\\\\p{Cntrl}]", "?");
            return "{\"reply\":\"error\",\"category\":\"internal\",\"argument\":\"" + argument + "\"" + sequence + "}";
        }
    }

    public static void main(String[] arguments) throws java.io.IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line, reply = ""; !reply.equals(STOP) && (line = lines.readLine()) != null;) {
            reply = answer(line);
            System.out.println(reply);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) { return value == null ? Map.of() : (Map<String, Object>) value; }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) { return value == null ? List.of() : (List<Object>) value; }
}
