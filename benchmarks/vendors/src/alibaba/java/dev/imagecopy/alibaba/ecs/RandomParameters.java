package dev.imagecopy.alibaba.ecs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Parameters of a CopyImage with random content, one in a few dozen of each kind that the vendor's signers differ about. */
final class RandomParameters {
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
    private static final String RESERVED = " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}\t\n\r";
    private static final String FOREIGN = "äßéñØł中文图像イメージ한국어עבר\u200d\u00a0\ufeff😀🚀𝄞";
    private static final List<String> NAMES = List.of(
            "DestinationRegionId",
            "DestinationImageName",
            "DestinationDescription",
            "Encrypted",
            "KMSKeyId",
            "ResourceGroupId",
            "ClientToken",
            "EncryptAlgorithm",
            "DryRun");

    private RandomParameters() {}

    static Map<String, String> next(RandomGenerator random) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("RegionId", "cn-hangzhou");
        parameters.put("ImageId", "m-" + text(random, "abcdefghijklmnopqrstuvwxyz0123456789", 20, 20));
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                parameters.put(name, anything(random, random.nextInt(100) == 0 ? 0 : 1, 60));
            }
        }
        // Up to 20, so that Tag.10 and Tag.2 are there to be sorted.
        for (int n = random.nextInt(3) == 0 ? random.nextInt(21) : random.nextInt(3); n > 0; n--) {
            parameters.put("Tag." + n + ".Key", anything(random, 1, 30));
            parameters.put("Tag." + n + ".Value", anything(random, random.nextInt(200) == 0 ? 0 : 1, 30));
        }
        if (random.nextInt(4) == 0) {
            parameters.put(anything(random, 1, 10), anything(random, 1, 10));
        }
        return parameters;
    }

    /** A text of any characters but lone surrogates, which have no UTF-8. */
    static String anything(RandomGenerator random, int shortest, int longest) {
        return text(random, UNRESERVED + RESERVED + FOREIGN, shortest, longest);
    }

    /** A text of the characters that access keys and tokens are made of. */
    static String key(RandomGenerator random, int length) {
        return text(random, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", length, length);
    }

    static String text(RandomGenerator random, String alphabet, int shortest, int longest) {
        int[] letters = alphabet.codePoints().toArray();
        int length = shortest == 0 ? 0 : random.nextInt(shortest, longest + 1);
        return random.ints(length, 0, letters.length)
                .map(i -> letters[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
