package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Metrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why a method of this SDK is among the most costly of an exchange, and why a goal is not reached. */
final class Explanations {
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
            "the [profiles](#profiles) show which methods allocate, and why: the greatest are the signature, which the yardstick"
                    + " has too, and half is in methods below 1 % each, of which each is one step of building, sending and reading a"
                    + " call";

    /** Of cold starts, before what the profile says. */
    static final String OF_STARTS =
            "what ours saves is most of databind, and what it has instead are classes of its own, and slf4j's; by the"
                    + " [profile](#a-cold-start), in which a copy on FABRIC, an open call, also loads what waits for it: ";

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
            "the tables of [waiting fleets](#waiting-fleets) show it by class; a copy of Alibaba, beside what each has, also has its"
                    + " place in the poll that all of a region share: the subscriber, its position in two collections, and the"
                    + " futures by which the answer to another copy's poll wakes it";

    /** Of more waiting copies. */
    static final String OF_GROWTH =
            "each poll costs the same work, however many copies wait (a timer, a request, an answer); what more of them cost is the"
                    + " garbage collector's time for their heap and the processor's caches";

    /** Of a thousand copies at once. */
    static final String OF_COPIES_AT_ONCE =
            "a client asks for a copy every two seconds, which is up to 0.05 of the 40 s by itself, and a thousand calls at once need"
                    + " the time that the first seconds of a JVM take for them";

    private static final Map<String, String> LINES = byMethod(
            because("the signature: one HMAC-SHA256", "Digests.hmac"),
            because("hashes of body and canonical request", "Digests.sha256Hex"),
            because("the bytes of the texts that are hashed and signed", "Digests.utf8"),
            because("the date's formatting and the header's text", "HuaweiImsSigner.sign", "Acs3Signature.sign"),
            because("the text that is signed", "HuaweiImsSigner.canonicalRequest", "Acs3Signature.canonicalRequest"),
            because("segments are decoded and encoded anew, as the vendor does", "HuaweiImsSigner.canonicalPath"),
            because("begin and end of the job, by the JDK's date parser", "HuaweiTimes.parse"),
            because("looks in the three places where the service may name the image", "HuaweiJobReader.imageId"),
            because("the headers in the text that is signed", "SignedHeaders.lines"),
            because("the headers that are signed", "SignedHeaders.put", "SignedHeaders.names"),
            because("the creation time, by the JDK's date parser", "AlibabaImageReader.instant"),
            because("the Date of the answer, by the JDK's date parser", "AlibabaImageReader.httpDate"),
            because("the slowest of an image's disks", "AlibabaImageReader.remaining"),
            because("the status, without case", "AlibabaImageStatus.known"),
            because("the snapshot of one image of the answer", "AlibabaEcsCopyStatus.of"),
            because("the query in the order in which it is signed", "CanonicalQuery.encoded"),
            because("the ids that are asked for", "AlibabaImageQuery.<init>"),
            because("the ids that are asked for, each checked", "AlibabaImageQuery.new (lambda)"),
            because("names and values of the query, percent-encoded", "QueryParameters.add", "PercentEncoding.append"),
            because(
                    "texts of the service that are shown, searched for secrets",
                    "Redactor.clean",
                    "Redactor.marks",
                    "Redactor.isSpecial",
                    "KnownSecrets.clean"),
            because("finds the signature that was sent, which no text may show", "KnownSecrets.signatureIn"),
            because("where a text looks like a secret: the secret in its other forms", "SecretTraces$Hashes.add"),
            because(
                    "ids and names of each answer, searched for parts of a secret",
                    "SecretGrams.mayBeIn",
                    "SecretGrams.next",
                    "SecretGrams.ascii",
                    "SecretGrams.contain",
                    "SecretGrams.place"),
            because("ids and names of each answer, searched for escapes that may hide a secret", "SecretGrams.isOther"),
            because(
                    "ids and names of each answer, searched for digits that spell a secret",
                    "HexText.spells",
                    "HexText.maySpell",
                    "HexText.isZeroOfMark"),
            because(
                    "ids and names of each answer, searched for base64 of a secret",
                    "Base64Text.maySpell",
                    "Base64Text.spells"),
            because("ids and names of each answer, searched for a secret with separators in it", "SpacedText.mayBeIn"),
            because("finds the ids and names of each answer", "SecretNames.accept", "SecretNames.startOf"),
            because("the request's id, which is shown as it is if it consists of digits", "Redactor.isHexadecimal"),
            because("the request's id, whose digits must not spell a text", "Redactor.spellsText"),
            because("one token after the other: Jackson's parser below", "TreeReader.next"),
            because("the address, parsed as the JDK does", "HttpRequest.uri"),
            because(
                    "names and values of the query, which are mostly plain",
                    "PercentEncoding.plainStart",
                    "PercentEncoding.isUnreserved"),
            because("the query of a copy", "AlibabaEcsCalls.writeQuery"),
            because("the path, with the ids of the request in it", "PathVariables.fill"),
            because(
                    "which of the client's variants the call takes: hosts with one address have one of their own",
                    "AbortableDns.hasOneAddress"),
            because("the request's id, which a response without one gets", "CallState.identified"),
            because("what the close of the client ends, noted and struck out", "Lifecycle.add", "Lifecycle.forget"),
            because("the socket of a fresh connection, which sends without delay", "PromptSockets.prompt"),
            because("the place among the client's calls, passed on", "SendQueue.nextOrFree"),
            because("the end of a copy's open call, whatever it is", "ServiceFabricRemoteCopy.settle"),
            because("the end of all that wait for a copy", "PollLoop.endAll"),
            because(
                    "the header with the token, put together for each attempt",
                    "YandexDesktopCalls.attemptHeaders",
                    "ServiceFabricCalls.attemptHeaders (lambda)"),
            because(
                    "the request's id, compared with the secrets and the signature that were sent",
                    "Redactor.sharesRun"),
            because(
                    "futures around a copy, which is repeated while the service says that another one is in the way",
                    "ConflictWait.retry"),
            because("a file's date, by the JDK's date parser", "ContentAnswers.date"),
            because(
                    "the marker of the destination is a text of its files' versions",
                    "StoreEntry.toString",
                    "DestinationLook.text"),
            because(
                    "the token is made before the copy is sent, so that a lost reply still has one",
                    "ResumeTokenCodec.encode"),
            because("the secrets of the call in each form in which a service may echo them", "Redactor.forms"),
            because("ids are checked before they become part of a path", "Checks.isId"),
            because("OkHttp's call", "HardenedClient.newCall"),
            because("OkHttp parses the address", "WireFormat.resolved"),
            because("OkHttp's copy of the headers", "WireFormat.request"),
            because("Jackson's parser", "Json.parse"),
            because(
                    "a place in the poll that all copies of a region share",
                    "RegionPoll$Subscriber.await",
                    "RegionPoll.enter",
                    "RegionPoll.subscribe"),
            because("the state of one call: its deadline, its attempts and what it has learned", "CallState.<init>"),
            because("the call under way, so that closing the client ends it", "OpenExchanges.add"),
            because("the deadline of the lookups of this thread", "AbortableDns.onThisThread"),
            because("the timer of the call's deadline, taken back", "SystemTimeSource$Task.cancel"),
            because("a header, found without case", "HttpHeaders.indexOf"),
            because("the poll's answer becomes the operation's state", "OperationRecord.absorb"),
            because("the path, split and checked", "PathRules.parts"),
            because(
                    "the handle of the copy with what was at its destination and when its time limit ends",
                    "ServiceFabricCopyOperation.sentNow"),
            because(
                    "files of the destination, compared with those before the copy",
                    "FileVersion.equals",
                    "StoreEntry.equals"),
            because("path and query of the request, put together", "RequestEncoder.target"),
            because("a random UUID as the copy's key, from the JDK's secure generator", "RecordedStart.keyed"),
            because("the same as the signature's nonce", "AlibabaEcsClient$Builder.signer (lambda)"),
            because("values of headers, checked before they are sent", "HttpHeaders$Builder.requireValue"),
            because("futures of a poll, which those who wait for it may join or leave", "DefaultOperation.pollIn"),
            because("the tree of the answer", "TreeReader.emptyObject"),
            because("the texts of the answer", "TreeReader.value"),
            because("the tree of the answer, which tolerates what a vendor adds", "TreeReader.object"),
            because("Jackson's generator", "Json.write"),
            because("the body, read with its limits", "BodyReader.read"),
            because("the bytes of the answer, as long as it says", "BodyReader.reserve"),
            because("reading the body: the socket's own cost", "BodyReader.drain"),
            because("refuses answers of two lengths", "BodyReader.requireOneLength (lambda)"),
            because(
                    "the exchange itself: OkHttp below",
                    "Exchange.exchange",
                    "RequestSettingsInterceptor.intercept",
                    "OneSendInterceptor.intercept"),
            because("what OkHttp's own interceptors see instead of the answer", "OneSendInterceptor.empty"),
            because("the exchange itself, where OkHttp runs on the caller's thread", "Exchange.run"),
            because("the address, put together", "ApiCall.target"),
            because(
                    "immutable headers for call, attempt and signature",
                    "HttpHeaders$Builder.own",
                    "HttpHeaders$Builder.build",
                    "HttpHeaders$Builder.<init>"));

    /** What no client of OkHttp and Jackson can do without. */
    private static final Map<String, String> OF_THE_YARDSTICK = byMethod(
            because(
                    "a request and its answer are written and read; a fresh connection is opened and closed",
                    "system calls"),
            because("the call with its request, headers and answer, which OkHttp makes anew for each", "okhttp3"),
            because("the bytes on their way through OkHttp's buffers, and the texts of the headers", "okio"),
            because("lists, ranges and texts in OkHttp's code", "kotlin"),
            because("the body's writer, the answer's parser and its tree", "com.fasterxml"),
            because("threads and locks below OkHttp's", "the JDK alone"),
            because(
                    "the texts that are signed, each put together once",
                    "benchmark: Signing.huawei",
                    "benchmark: Signing.alibaba"),
            because("one HMAC-SHA256 and its digits", "benchmark: Signing.hmac"),
            because("hashes of body and canonical request, and their digits", "benchmark: Signing.sha256"),
            because("address, query and token of the request, each put together once", "benchmark: HandWritten.copy"),
            because("address and query of the request, each put together once", "benchmark: HandWritten.poll"),
            because("address and headers of the look", "benchmark: HandWritten.look"),
            because(
                    "the exchange itself, whose sockets and buffers OkHttp leaves to the JDK",
                    "benchmark: RawContender.send"),
            because("OkHttp's request, built from address and headers", "benchmark: OkHttpRequests.of"));

    private Explanations() {}

    /** One reason for several methods. */
    private record Reason(String text, List<String> methods) {}

    private static Reason because(String text, String... methods) {
        return new Reason(text, List.of(methods));
    }

    private static Map<String, String> byMethod(Reason... reasons) {
        Map<String, String> byMethod = new HashMap<>();
        for (Reason reason : reasons) {
            reason.methods().forEach(method -> byMethod.put(method, reason.text()));
        }
        return byMethod;
    }

    /** Of a part of a profile; nothing where none is needed. */
    static String of(String part) {
        if (part.equals(Metrics.OTHERS_OF_THE_SDK)) {
            return "one step each of building, sending and reading a call";
        }
        if (part.startsWith(Metrics.OF_THE_SDK)) {
            return LINES.getOrDefault(part.substring(Metrics.OF_THE_SDK.length()), MISSING);
        }
        return OF_THE_YARDSTICK.getOrDefault(part, "");
    }
}
