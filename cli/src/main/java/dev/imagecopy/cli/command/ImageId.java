package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.PathWord;
import dev.imagecopy.cli.plan.Cloud;
import java.util.regex.Pattern;

/** The forms that the clouds document for ids of images, by which people recognize what they are about to delete. */
final class ImageId {
    private static final Pattern ALIBABA = Pattern.compile("[mi]-(?=[a-z]*[0-9])[a-z0-9]{9,24}");

    /** A part of a public image's id: {@code x64}, {@code 21H2}, {@code dtc}, {@code en-us}, {@code 20G}. */
    private static final String PART = "([a-z]{1,9}[0-9]{0,3}|[a-z]{2}-[a-z]{2}|[0-9]{1,4}[A-Z]?[0-9]?)";

    /** Public images of the vendor: {@code aliyun_3_x64_20G_alibase_20240819.vhd}. */
    private static final Pattern ALIBABA_PUBLIC =
            Pattern.compile("[a-z]{2,12}[0-9]{0,4}(_" + PART + "){1,7}_alibase_20[0-9]{6}(\\.[a-z]{3,5})?");

    private static final Pattern HUAWEI = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern YANDEX = Pattern.compile("[a-z](?=[a-z]*[0-9])[a-z0-9]{19}");

    /** A path in an image store: names of letters, digits and what joins them. */
    private static final Pattern SERVICE_FABRIC = Pattern.compile("[\\p{L}\\p{N} ._-]+([/\\\\]+[\\p{L}\\p{N} ._-]+)*");

    private ImageId() {}

    /** Whether a word has such a form, and is no secret. */
    static boolean is(String word, Cloud cloud) {
        return switch (cloud) {
            case ALIBABA ->
                ALIBABA.matcher(word).matches() || ALIBABA_PUBLIC.matcher(word).matches();
            case HUAWEI -> HUAWEI.matcher(word).matches();
            case YANDEX -> YANDEX.matcher(word).matches();
            case SERVICE_FABRIC ->
                SERVICE_FABRIC.matcher(word).matches() && PathWord.problem(word).isEmpty();
        };
    }
}
