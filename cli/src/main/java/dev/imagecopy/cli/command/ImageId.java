package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.PathWord;
import dev.imagecopy.cli.plan.Cloud;
import java.util.regex.Pattern;

/** The forms that the clouds document for ids of images, by which people recognize what they are about to delete. */
final class ImageId {
    private static final Pattern ALIBABA = Pattern.compile("[mi]-(?=[a-z]*[0-9])[a-z0-9]{9,24}");
    private static final Pattern HUAWEI = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern YANDEX = Pattern.compile("[a-z](?=[a-z]*[0-9])[a-z0-9]{19}");

    /** A path in an image store: names of letters, digits and what joins them. */
    private static final Pattern SERVICE_FABRIC = Pattern.compile("[\\p{L}\\p{N} ._-]+([/\\\\]+[\\p{L}\\p{N} ._-]+)*");

    private ImageId() {}

    /** Whether a word has such a form, and is no secret. */
    static boolean is(String word, Cloud cloud) {
        return switch (cloud) {
            case ALIBABA -> ALIBABA.matcher(word).matches();
            case HUAWEI -> HUAWEI.matcher(word).matches();
            case YANDEX -> YANDEX.matcher(word).matches();
            case SERVICE_FABRIC ->
                SERVICE_FABRIC.matcher(word).matches() && PathWord.problem(word).isEmpty();
        };
    }
}
