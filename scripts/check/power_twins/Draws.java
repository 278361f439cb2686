import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The functions of the Java port against files of records: Draws FUNCTION FILE [FUNCTION FILE ...]
 *
 * Prints for each file how many records it has and how many differ.
 */
class Draws {
    static double result(String name, double x, double y) {
        return switch (name) {
            case "powf" -> Port.r(Powers.powf((float) x, (float) y));
            case "cosf" -> Port.r(Powers.cosf((float) x));
            case "logf" -> Port.r(Powers.logf((float) x));
            case "pow" -> flushed(Powers.pow(x, y));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static double flushed(double x) { return Math.abs(x) < Double.MIN_NORMAL ? Math.copySign(0, x) : x; }

    public static void main(String[] words) throws java.io.IOException {
        for (int word = 0; word < words.length; word += 2) {
            ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(Path.of(words[word + 1]))).order(ByteOrder.LITTLE_ENDIAN);
            int differing = 0;
            while (data.hasRemaining()) {
                double x = data.getDouble(), y = data.getDouble(), right = data.getDouble();
                double mine = result(words[word], x, y);
                if (Double.compare(mine, right) != 0 && differing++ < 5)
                    System.err.printf("%s(%a, %a) is %a, not %a%n", words[word], x, y, right, mine);
            }
            System.out.println(data.capacity() / 24 + " " + differing);
        }
    }
}
