package dev.imagecopy.testing;

import static dev.imagecopy.testing.YandexDesktopSimulator.DESKTOP;
import static dev.imagecopy.testing.YandexDesktopSimulator.FOLDER;
import static dev.imagecopy.testing.YandexDesktopSimulator.IAM_TOKEN;
import static dev.imagecopy.testing.YandexDesktopSimulator.SOURCE_IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations do and who may see it, asked for with bare requests and no client of ours. */
class YandexDesktopSimulatorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String IMAGES = "/cloud-desktop/v1/images";
    private static final String KEY = "2b2d7a4e-8a55-4c8e-9a5e-0d2f4f1f9b77";
    private static final String OTHER_FOLDER = "b1gotherfolder000001";
    private static final String OTHER_TOKEN = "t1.other.token";

    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator cloud = YandexDesktopSimulator.inProcess(time);
    private final HttpTransport wire = cloud.transport();

    @AfterEach
    void close() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({
        "getImage, false",
        "getImage, true",
        "listImages, false",
        "listImages, true",
        "imageIds, false",
        "imageIds, true"
    })
    void deletion_isDoneWhenItsTimeIsOver_withoutAnyStatusQuery(String look, boolean forgotten) {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE));
        String operation = idOf(send("DELETE", IMAGES + "/" + image));
        if (forgotten) {
            cloud.forgetOperation(operation);
        }

        assertThat(statusOf(image)).isEqualTo("DELETING");
        time.advance(MINUTE.multipliedBy(2));
        assertThat(shows(look, image)).isFalse();
    }

    private boolean shows(String look, String image) {
        return switch (look) {
            case "getImage" -> send("GET", IMAGES + "/" + image).status() != 404;
            case "listImages" -> listed("").bodyAsText().contains(image);
            default -> cloud.imageIds().contains(image);
        };
    }

    @Test
    void deletion_thatStatusQueriesDoNotFindYet_isDoneAllTheSame() {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE).invisibleFor(9));
        String operation = idOf(send("DELETE", IMAGES + "/" + image));
        time.advance(MINUTE);

        assertThat(send("GET", "/operations/" + operation).status()).isEqualTo(404);
        assertThat(cloud.imageIds()).isEmpty();
    }

    @Test
    void deletion_thatFails_leavesTheImage() {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE).failing("INTERNAL", "no"));
        send("DELETE", IMAGES + "/" + image);
        assertThat(statusOf(image)).isEqualTo("DELETING");
        time.advance(MINUTE);

        assertThat(statusOf(image)).isEqualTo("ACTIVE");
    }

    @Test
    void deletion_thatIsCancelled_leavesTheImage() {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE));
        String operation = idOf(send("DELETE", IMAGES + "/" + image));
        assertThat(send("GET", "/operations/" + operation + ":cancel").status()).isEqualTo(200);
        time.advance(MINUTE);

        assertThat(statusOf(image)).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PATCH"})
    void change_ofAnImageThatIsBeingDeleted_conflicts(String method) {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE));
        String operation = idOf(send("DELETE", IMAGES + "/" + image));

        HttpResponse refused = send(method, IMAGES + "/" + image, "name", "new", "updateMask", "name");
        assertRefused(refused, 409, 10);
        assertThat(refused.bodyAsText()).contains("Conflicting operation " + operation + " detected");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void update_isDoneWhenItsTimeIsOver_withoutAnyStatusQuery(boolean forgotten) {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE));
        String operation = rename(image, "new");
        if (forgotten) {
            cloud.forgetOperation(operation);
        }

        assertThat(namesIn(listed(""))).containsExactly("old");
        time.advance(MINUTE);
        assertThat(namesIn(listed(""))).containsExactly("new");
    }

    @Test
    void update_thatEndsLast_isTheOneThatStays() {
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE.multipliedBy(2)));
        rename(image, "slow");
        cloud.script(Timeline.lasting(MINUTE));
        rename(image, "fast");
        time.advance(MINUTE.multipliedBy(3));

        assertThat(namesIn(listed(""))).containsExactly("slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":cancel"})
    void operation_thatIsNotVisibleYetOrHasVanished_isNotFound(String action) {
        cloud.script(Timeline.lasting(MINUTE).vanishing());
        String vanishing = idOf(copy(IAM_TOKEN, "", FOLDER));
        time.advance(MINUTE);
        cloud.script(Timeline.polls(9).invisibleFor(1));
        String invisible = idOf(copy(IAM_TOKEN, "", FOLDER));

        assertRefused(send("GET", "/operations/" + vanishing + action), 404, 5);
        assertRefused(send("GET", "/operations/" + invisible + action), 404, 5);
        assertThat(cloud.imageIds()).hasSize(1);
    }

    @Test
    void replay_findsAnOperationThatIsNotVisibleYet_butNoneThatHasVanished() {
        cloud.script(Timeline.lasting(MINUTE).invisibleFor(9).vanishing());
        String operation = idOf(copy(IAM_TOKEN, KEY, FOLDER));
        assertThat(idOf(copy(IAM_TOKEN, KEY, FOLDER))).isEqualTo(operation);

        cloud.script(Timeline.lasting(MINUTE).vanishing());
        String other = "3c3e8b5f-9b66-4d9f-8b6f-1e305020ac88";
        assertThat(copy(IAM_TOKEN, other, FOLDER).status()).isEqualTo(200);
        time.advance(MINUTE);
        assertRefused(copy(IAM_TOKEN, other, FOLDER), 404, 5);
    }

    @Test
    void operation_isModifiedWhenItEnds() {
        cloud.skewClock(Duration.ofHours(1));
        cloud.script(Timeline.lasting(MINUTE));
        String created = cloudTime();
        HttpResponse copied = copy(IAM_TOKEN, "", FOLDER);
        assertThat(Json.object(copied.bodyAsText())).containsEntry("modifiedAt", created);
        time.advance(MINUTE);
        String ended = cloudTime();
        time.advance(MINUTE);

        assertThat(Json.object(send("GET", "/operations/" + idOf(copied)).bodyAsText()))
                .containsEntry("createdAt", created)
                .containsEntry("modifiedAt", ended);
    }

    private String cloudTime() {
        return time.now().plus(Duration.ofHours(1)).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /operations/OPERATION",
                "GET /operations/OPERATION:cancel",
                "GET " + IMAGES + "/IMAGE",
                "PATCH " + IMAGES + "/IMAGE",
                "DELETE " + IMAGES + "/IMAGE",
                "GET " + IMAGES + "?folderId=" + FOLDER,
                "POST " + IMAGES + ":copy imageId " + SOURCE_IMAGE,
                "POST " + IMAGES + ":copyFromDesktop desktopId " + DESKTOP
            })
    void tokenForSomeFolders_isRefusedInOthers_byEveryCall(String call) {
        cloud.acceptTokenFor(OTHER_TOKEN, OTHER_FOLDER);
        String image = addImage("old");
        cloud.script(Timeline.lasting(MINUTE));
        String operation = rename(image, "new");
        String[] words =
                call.replace("OPERATION", operation).replace("IMAGE", image).split(" ", -1);
        Object[] body =
                switch (words[0]) {
                    case "PATCH" -> new Object[] {"name", "newer", "updateMask", "name"};
                    case "POST" -> new Object[] {"folderId", FOLDER, "name", "copy", words[2], words[3]};
                    default -> new Object[0];
                };

        assertRefused(as(OTHER_TOKEN, "", words[0], words[1], body), 403, 7);
        assertThat(as(IAM_TOKEN, "", words[0], words[1], body).status()).isEqualTo(200);
    }

    @Test
    void idempotencyKey_belongsToItsAccount() {
        cloud.acceptTokenFor(OTHER_TOKEN, OTHER_FOLDER);
        String operation = idOf(copy(IAM_TOKEN, KEY, FOLDER));

        assertRefused(copy(OTHER_TOKEN, KEY, FOLDER), 403, 7);
        assertThat(idOf(copy(OTHER_TOKEN, KEY, OTHER_FOLDER))).isNotEqualTo(operation);
        assertThat(idOf(copy(IAM_TOKEN, KEY, FOLDER))).isEqualTo(operation);
        assertThat(cloud.copies()).hasSize(2);
    }

    @Test
    void replay_whenTheTokenHasLostTheFolder_isRefused() {
        cloud.acceptTokenFor(OTHER_TOKEN, OTHER_FOLDER);
        assertThat(copy(OTHER_TOKEN, KEY, OTHER_FOLDER).status()).isEqualTo(200);
        cloud.acceptTokenFor(OTHER_TOKEN, "b1gthirdfolder000001");

        assertRefused(copy(OTHER_TOKEN, KEY, OTHER_FOLDER), 403, 7);
    }

    @ParameterizedTest
    @CsvSource({
        "copy, imageId, " + SOURCE_IMAGE + ", 200",
        "copy, imageId, " + DESKTOP + ", 404",
        "copyFromDesktop, desktopId, " + DESKTOP + ", 200",
        "copyFromDesktop, desktopId, " + SOURCE_IMAGE + ", 404"
    })
    void copy_takesTheKindOfSourceOfItsCall(String call, String field, String source, int status) {
        assertThat(send("POST", IMAGES + ":" + call, "folderId", FOLDER, "name", "copy", field, source)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=\"a\" | a",
                "name = \"absent\" | ''",
                "name = \"\" | ''",
                "name != \"a\" | c b",
                "name IN (\"a\", \"b\") | b a",
                "name NOT IN (\"a\",\"b\") | c",
                "name IN(\"c\") | c"
            })
    void list_isFilteredByName(String filter, String names) {
        List.of("c", "b", "a").forEach(this::addImage);

        assertThat(String.join(" ", namesIn(listed("&filter=" + encoded(filter)))))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | a b c",
                "name desc | c b a",
                "createdAt | c a b",
                "created_at DESC | b a c",
                "status | c b a",
                "status desc, name asc | a b c"
            })
    void list_isSorted_asAskedFor(String order, String names) {
        addImage("c");
        time.advance(MINUTE);
        String deleted = addImage("a");
        time.advance(MINUTE);
        addImage("b");
        cloud.script(Timeline.lasting(MINUTE));
        send("DELETE", IMAGES + "/" + deleted);

        assertThat(String.join(" ", namesIn(listed("&orderBy=" + encoded(order)))))
                .isEqualTo(names);
    }

    @Test
    void list_whenItIsSortedAndLong_hasPages() {
        List.of("c", "b", "a").forEach(this::addImage);

        HttpResponse first = listed("&orderBy=name&pageSize=2");
        assertThat(namesIn(first)).containsExactly("a", "b");
        assertThat(namesIn(listed("&orderBy=name&pageSize=2&pageToken="
                        + Json.object(first.bodyAsText()).get("nextPageToken"))))
                .containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter | name",
                "filter | name > \"a\"",
                "filter | name IN ()",
                "filter | name IN \"a\"",
                "filter | nameIN (\"a\")",
                "filter | name=\"a\" AND name=\"b\"",
                "filter | labels=\"a\"",
                "orderBy | size",
                "orderBy | name up",
                "orderBy | name,"
            })
    void list_whenAnExpressionIsWrong_isRefused(String parameter, String value) {
        assertFieldRefused(listed("&" + parameter + "=" + encoded(value)), parameter);
    }

    @ParameterizedTest
    @CsvSource({"pageToken, 100", "filter, 1000", "orderBy, 100"})
    void list_whenAParameterIsTooLong_isRefused(String parameter, int longest) {
        HttpResponse refused = listed("&" + parameter + "=" + "1".repeat(longest + 1));
        assertFieldRefused(refused, parameter);
        assertThat(refused.bodyAsText()).contains("must be at most " + longest + " characters long");
    }

    @Test
    void list_whenTheFolderIsTooLong_isRefused() {
        assertFieldRefused(send("GET", IMAGES + "?folderId=" + "f".repeat(51)), "folderId");
        assertThat(send("GET", IMAGES + "?folderId=" + "f".repeat(50)).status()).isEqualTo(200);
    }

    private String addImage(String name) {
        return cloud.addDesktopImage(FOLDER, name, Map.of());
    }

    private String rename(String image, String name) {
        return idOf(send("PATCH", IMAGES + "/" + image, "name", name, "updateMask", "name"));
    }

    private HttpResponse copy(String token, String key, String folder) {
        return as(token, key, "POST", IMAGES + ":copy", "folderId", folder, "name", "copy", "imageId", SOURCE_IMAGE);
    }

    private HttpResponse listed(String parameters) {
        return send("GET", IMAGES + "?folderId=" + FOLDER + parameters);
    }

    private String statusOf(String image) {
        return text(send("GET", IMAGES + "/" + image), "status");
    }

    private static List<String> namesIn(HttpResponse listing) {
        assertThat(listing.status()).isEqualTo(200);
        return ((List<?>) Json.object(listing.bodyAsText()).get("desktopImages"))
                .stream().map(image -> (String) ((Map<?, ?>) image).get("name")).toList();
    }

    private static String idOf(HttpResponse operation) {
        return text(operation, "id");
    }

    private static String text(HttpResponse response, String field) {
        assertThat(response.status()).as(response.bodyAsText()).isEqualTo(200);
        return String.valueOf(Json.object(response.bodyAsText()).get(field));
    }

    private HttpResponse send(String method, String path, Object... body) {
        return as(IAM_TOKEN, "", method, path, body);
    }

    private HttpResponse as(String token, String key, String method, String path, Object... body) {
        HttpHeaders.Builder headers = HttpHeaders.builder().add("Authorization", "Bearer " + token);
        if (!key.isEmpty()) {
            headers.add("Idempotency-Key", key);
        }
        URI uri = URI.create("https://cloud.test" + path);
        if (body.length == 0) {
            return wire.send(HttpRequest.of(method, uri, headers.build()), MINUTE);
        }
        headers.add("Content-Type", "application/json");
        byte[] json = Json.write(Json.map(body)).getBytes(StandardCharsets.UTF_8);
        return wire.send(HttpRequest.of(method, uri, headers.build()).withBody(json), MINUTE);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertRefused(HttpResponse answer, int status, int code) {
        assertThat(answer.status()).as(answer.bodyAsText()).isEqualTo(status);
        assertThat(Json.object(answer.bodyAsText())).containsEntry("code", (long) code);
    }

    private static void assertFieldRefused(HttpResponse answer, String field) {
        assertRefused(answer, 400, 3);
        assertThat(answer.bodyAsText()).contains("\"field\":\"" + field + "\"");
    }
}
