package dev.imagecopy.benchmarks.report;

import java.util.Map;

/** Why a method of this SDK costs more than 3 % of an exchange, and why a goal is not reached. */
final class Explanations {
    /** Stands where a line is missing here. */
    static final String MISSING = "not explained yet";

    private static final String OF_ALL_COPIES =
            "the [profiles](#profiles) of copies show what of a copy is this SDK's own (\"all of"
                    + " this SDK\"), and what is sockets and OkHttp, as in the yardstick's beside it; in the first turns the second"
                    + " compiler is [not done](../README.md#reading) with this SDK's code";

    /** Of CPU time and throughput of copies, beside the yardstick. */
    static String ofCopies(String cloud) {
        return switch (cloud) {
            case "FABRIC" ->
                OF_ALL_COPIES
                        + "; a copy also runs on a thread of its own, since a wait that ends must not end the copy, and the"
                        + " yardstick's on its caller's";
            case "ALIBABA" ->
                OF_ALL_COPIES
                        + "; the comparison of the request's id with what was sent (`Redactor.sharesRun`) has a third of the"
                        + " samples";
            default -> OF_ALL_COPIES;
        };
    }

    /** The same of polls. */
    static final String OF_POLLS =
            "the [profiles](#profiles) of polls show what of a poll is this SDK's own (\"all of this"
                    + " SDK\"), beside the yardstick's; CPU time also has the second compiler's, which [is not"
                    + " done](../README.md#reading) with this SDK's code after the warm-up";

    /** Of allocation. */
    static final String OF_BYTES =
            "the [profiles](#profiles) show which methods allocate, and why: what the yardstick leaves"
                    + " out is the token of a copy, made before it is sent, the search of each answer for secrets, and what a"
                    + " failure's message would need";

    /** Of the first answer. */
    static final String OF_STARTS =
            "the table of [classes](#start) shows whose are loaded, and in whose jars they are; most"
                    + " of a start is the JVM's own work on them, of which OkHttp's, Kotlin's and the JDK's are in both";

    /** Of the jars. */
    static final String OF_JARS =
            "5.5 MB of it are the newest OkHttp with Okio and Kotlin, Jackson and slf4j; our jars keep what a debugger"
                    + " needs, and are not packed any tighter than Maven packs them";

    /** Of waiting copies. */
    static final String OF_WAITING = "the table of [waiting fleets](#waiting-fleets) shows the parts";

    /** Of more waiting copies. */
    static final String OF_GROWTH =
            "polls with many and with few waiting copies were measured one after the other, which does not resolve a tenth";

    /** Of a thousand copies at once. */
    static final String OF_COPIES_AT_ONCE =
            "the client is new, so that the first seconds of a JVM are part of it, and copies"
                    + " are asked for every two seconds at the earliest; the table of [what users feel](#what-users-feel) shows the"
                    + " client's CPU time";

    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry("Digests.hmac", "the signature: one HMAC-SHA256"),
            Map.entry("Digests.sha256Hex", "hashes of body and canonical request"),
            Map.entry("Digests.utf8", "the bytes of the texts that are hashed and signed"),
            Map.entry("HuaweiImsSigner.sign", "the date's formatting and the header's text"),
            Map.entry("HuaweiImsSigner.canonicalRequest", "the text that is signed"),
            Map.entry("HuaweiImsSigner.canonicalPath", "segments are decoded and encoded anew, as the vendor does"),
            Map.entry("HuaweiTimes.parse", "begin and end of the job, by the JDK's date parser"),
            Map.entry("HuaweiJobReader.imageId", "looks in the three places where the service may name the image"),
            Map.entry("SignedHeaders.lines", "the headers in the text that is signed"),
            Map.entry("SignedHeaders.put", "the headers that are signed"),
            Map.entry("Acs3Signature.sign", "the date's formatting and the header's text"),
            Map.entry("Acs3Signature.canonicalRequest", "the text that is signed"),
            Map.entry("AlibabaImageReader.instant", "the creation time, by the JDK's date parser"),
            Map.entry("AlibabaImageReader.httpDate", "the Date of the answer, by the JDK's date parser"),
            Map.entry("AlibabaImageReader.remaining", "the slowest of an image's disks"),
            Map.entry("AlibabaImageStatus.known", "the status, without case"),
            Map.entry("AlibabaEcsCopyStatus.of", "the snapshot of one image of the answer"),
            Map.entry("CanonicalQuery.encoded", "the query in the order in which it is signed"),
            Map.entry("AlibabaImageQuery.<init>", "the ids that are asked for"),
            Map.entry("AlibabaImageQuery.new (lambda)", "the ids that are asked for, each checked"),
            Map.entry("QueryParameters.add", "names and values of the query, percent-encoded"),
            Map.entry("Redactor.clean", "texts of the service that are shown, searched for secrets"),
            Map.entry("SecretGrams.spelling", "each answer, searched once for hexadecimal digits that spell a secret"),
            Map.entry("SecretGrams.place", "each answer, searched once for runs of a secret"),
            Map.entry("SecretGrams.isEscape", "each answer, searched once for escapes that may hide a secret"),
            Map.entry("Base64Text.mayBeIn", "each answer, searched once for base64 of what may be a secret"),
            Map.entry(
                    "SpacedText.mayBeIn", "each answer, searched once for a secret with something between its letters"),
            Map.entry(
                    "Redactor.sharesRun",
                    "the request's id, compared with the secrets and the signature that were sent"),
            Map.entry("PercentEncoding.append", "names and values of the query, percent-encoded"),
            Map.entry(
                    "ConflictWait.retry",
                    "futures around a copy, which is repeated while the service says that another one is in the way"),
            Map.entry("ContentAnswers.date", "a file's date, by the JDK's date parser"),
            Map.entry("StoreEntry.toString", "the marker of the destination is a text of its files' versions"),
            Map.entry("DestinationLook.text", "the marker of the destination is a text of its files' versions"),
            Map.entry(
                    "ResumeTokenCodec.encode",
                    "the token is made before the copy is sent, so that a lost reply still has one"),
            Map.entry("Redactor.forms", "the secrets of the call in each form in which a service may echo them"),
            Map.entry("Checks.isId", "ids are checked before they become part of a path"),
            Map.entry("HardenedClient.newCall", "OkHttp's call"),
            Map.entry("WireFormat.resolved", "OkHttp parses the address"),
            Map.entry("WireFormat.request", "OkHttp's copy of the headers"),
            Map.entry("Json.parse", "Jackson's parser"),
            Map.entry("TreeReader.value", "the texts of the answer"),
            Map.entry("TreeReader.object", "the tree of the answer, which tolerates what a vendor adds"),
            Map.entry("Json.write", "Jackson's generator"),
            Map.entry("BodyReader.read", "the body, read with its limits"),
            Map.entry("BodyReader.reserve", "the bytes of the answer, as long as it says"),
            Map.entry("BodyReader.drain", "reading the body: the socket's own cost"),
            Map.entry("BodyReader.requireOneLength (lambda)", "refuses answers of two lengths"),
            Map.entry("Exchange.exchange", "the exchange itself: OkHttp below"),
            Map.entry("OneSendInterceptor.empty", "what OkHttp's own interceptors see instead of the answer"),
            Map.entry("Exchange.run", "the exchange itself, where OkHttp runs on the caller's thread"),
            Map.entry("RequestSettingsInterceptor.intercept", "the exchange itself: OkHttp below"),
            Map.entry("OneSendInterceptor.intercept", "the exchange itself: OkHttp below"),
            Map.entry("ApiCall.target", "the address, put together"),
            Map.entry("HttpHeaders$Builder.own", "immutable headers for call, attempt and signature"),
            Map.entry("HttpHeaders$Builder.build", "immutable headers for call, attempt and signature"),
            Map.entry("HttpHeaders$Builder.<init>", "immutable headers for call, attempt and signature"));

    private Explanations() {}

    static String of(String method) {
        return LINES.getOrDefault(method, isOurs(method) ? MISSING : "");
    }

    /** A method of this SDK, rather than the name of a library. */
    static boolean isOurs(String part) {
        return part.contains(".") && !part.startsWith("com.");
    }
}
