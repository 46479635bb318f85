package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Metrics;
import java.util.Map;

/** Why a method of this SDK costs more than 3 % of an exchange, and why a goal is not reached. */
final class Explanations {
    private static final String OTHERS = "others";

    /** Stands where a line is missing here. */
    static final String MISSING = "not explained yet";

    /** Of CPU time and throughput of copies, behind what the profile says. */
    static String ofCopies(String cloud) {
        return cloud.equals("FABRIC")
                ? "; a copy also runs on a thread of its own, since a wait that ends must not end the copy, and the yardstick's on its"
                        + " caller's"
                : "";
    }

    /** Of allocation. */
    static final String OF_BYTES =
            "the [profiles](#profiles) show which methods allocate, and why: what the yardstick leaves"
                    + " out is the token of a copy, made before it is sent, the search of each answer for secrets, and what a"
                    + " failure's message would need";

    /** Of the classes. */
    static final String OF_CLASSES = "the table of [classes](#start) shows whose are loaded";

    /** Of the jars. */
    static final String OF_JARS =
            "the newest OkHttp with Okio and Kotlin, Jackson and slf4j leave less than a megabyte; our jars keep what a debugger needs,"
                    + " and are not packed any tighter than Maven packs them";

    /** Of waiting copies. */
    static final String OF_WAITING = "the table of [waiting fleets](#waiting-fleets) shows the parts";

    /** Of their heap. */
    static final String OF_HEAP =
            "the tables of [waiting fleets](#waiting-fleets) show it by class; a copy of Alibaba also has its place in the poll that all"
                    + " of a region share: the subscriber, its position in two collections, and the futures by which the answer to"
                    + " another copy's poll wakes it";

    /** Of more waiting copies. */
    static final String OF_GROWTH =
            "each poll costs the same work, however many copies wait (a timer, a request, an answer); what more of them cost is the"
                    + " garbage collector's time for their heap and the processor's caches";

    /** Of a thousand copies at once. */
    static final String OF_COPIES_AT_ONCE =
            "a client asks for a copy every two seconds, which is up to 0.05 of the 40 s by itself, and a thousand calls at once need"
                    + " the time that the first seconds of a JVM take for them";

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
            Map.entry("SecretGrams.mayBeIn", "ids and names of each answer, searched for parts of a secret"),
            Map.entry("SecretGrams.next", "ids and names of each answer, searched for parts of a secret"),
            Map.entry("SecretGrams.contain", "ids and names of each answer, searched for parts of a secret"),
            Map.entry("SecretGrams.place", "ids and names of each answer, searched for parts of a secret"),
            Map.entry(
                    "SecretGrams.isOther", "ids and names of each answer, searched for escapes that may hide a secret"),
            Map.entry("HexText.spells", "ids and names of each answer, searched for digits that spell a secret"),
            Map.entry("HexText.maySpell", "ids and names of each answer, searched for digits that spell a secret"),
            Map.entry("Base64Text.maySpell", "ids and names of each answer, searched for base64 of a secret"),
            Map.entry("Base64Text.spells", "ids and names of each answer, searched for base64 of a secret"),
            Map.entry(
                    "SpacedText.mayBeIn", "ids and names of each answer, searched for a secret with separators in it"),
            Map.entry("SecretNames.accept", "finds the ids and names of each answer"),
            Map.entry("SecretNames.startOf", "finds the ids and names of each answer"),
            Map.entry("Redactor.isHexadecimal", "the request's id, which is shown as it is if it consists of digits"),
            Map.entry("Redactor.spellsText", "the request's id, whose digits must not spell a text"),
            Map.entry("TreeReader.next", "one token after the other: Jackson's parser below"),
            Map.entry("HttpRequest.uri", "the address, parsed as the JDK does"),
            Map.entry("PercentEncoding.plainStart", "names and values of the query, which are mostly plain"),
            Map.entry("YandexDesktopCalls.attemptHeaders", "the header with the token, put together for each attempt"),
            Map.entry(
                    "ServiceFabricCalls.attemptHeaders (lambda)",
                    "the header with the token, put together for each attempt"),
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

    /** What no client of OkHttp and Jackson can do without. */
    private static final Map<String, String> OF_THE_YARDSTICK = Map.ofEntries(
            Map.entry(
                    "system calls",
                    "a request and its answer are written and read; a fresh connection is opened and closed"),
            Map.entry("okhttp3", "the call with its request, headers and answer, which OkHttp makes anew for each"),
            Map.entry("okio", "the bytes on their way through OkHttp's buffers, and the texts of the headers"),
            Map.entry("kotlin", "lists, ranges and texts in OkHttp's code"),
            Map.entry("com.fasterxml", "the body's writer, the answer's parser and its tree"),
            Map.entry("the JDK alone", "threads and locks below OkHttp's"),
            Map.entry("benchmark: Signing.huawei", "the texts that are signed, each put together once"),
            Map.entry("benchmark: Signing.alibaba", "the texts that are signed, each put together once"),
            Map.entry("benchmark: Signing.hmac", "one HMAC-SHA256 and its digits"),
            Map.entry("benchmark: Signing.sha256", "hashes of body and canonical request, and their digits"),
            Map.entry("benchmark: HandWritten.copy", "address, query and token of the request, each put together once"),
            Map.entry("benchmark: HandWritten.poll", "address and query of the request, each put together once"),
            Map.entry("benchmark: HandWritten.look", "address and headers of the look"),
            Map.entry(
                    "benchmark: RawContender.send",
                    "the exchange itself, whose sockets and buffers OkHttp leaves to the JDK"),
            Map.entry("benchmark: OkHttpRequests.of", "OkHttp's request, built from address and headers"));

    private Explanations() {}

    /** Of a part of a profile; nothing where none is needed. */
    static String of(String part) {
        if (part.equals(Metrics.OF_THE_SDK + OTHERS)) {
            return "none of them has 1 %";
        }
        if (part.startsWith(Metrics.OF_THE_SDK)) {
            return LINES.getOrDefault(part.substring(Metrics.OF_THE_SDK.length()), MISSING);
        }
        return OF_THE_YARDSTICK.getOrDefault(part, "");
    }
}
