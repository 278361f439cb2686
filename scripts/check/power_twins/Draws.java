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
    static double result(String name, double x, double y, double z) {
        return switch (name) {
            case "fma" -> Math.fma(x, y, z);
            case "powf" -> Port.r(Powers.powf((float) x, (float) y));
            case "cosf" -> Port.r(Powers.cosf((float) x));
            case "logf" -> Port.r(Powers.logf((float) x));
            case "pow" -> Powers.pow(x, y);
            default -> throw new IllegalArgumentException(name);
        };
    }

    public static void main(String[] words) throws java.io.IOException {
        for (int word = 0; word < words.length; word += 2) {
            ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(Path.of(words[word + 1]))).order(ByteOrder.LITTLE_ENDIAN);
            int differing = 0;
            while (data.hasRemaining()) {
                double x = data.getDouble(), y = data.getDouble(), z = data.getDouble(), right = data.getDouble();
                double mine = result(words[word], x, y, z);
                if (Double.compare(mine, right) != 0 && differing++ < 5)
                    System.err.printf("%s(%a, %a, %a) is %a, not %a%n", words[word], x, y, z, right, mine);
            }
            System.out.println(data.capacity() / 32 + " " + differing);
        }
    }
}
