package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.Repeatability;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of a provider's wire table: method, path, repeatability, how a request is written and how an answer is read.
 * Immutable, made once as a constant.
 *
 * @param <R> what the caller passes
 * @param <T> what the answer yields
 */
public final class ApiCall<R, T> {
    private final String name;
    private final Repeatability repeatability;
    private final RequestEncoder<R> encoder;
    private final @Nullable Function<R, String> route;
    private final List<Function<R, @Nullable String>> secrets;
    private final boolean anonymous;
    private final boolean goneMeansDone;
    private final boolean staysOpen;
    private final AnswerBody answerBody;
    private final BiFunction<JsonNode, HttpResponse, T> reader;
    private final @Nullable String key; // of the first sending, for a replay

    private ApiCall(Builder<R> row, AnswerBody answerBody, BiFunction<JsonNode, HttpResponse, T> reader) {
        this.name = row.name;
        this.repeatability = row.repeatability;
        this.encoder = row.requests.build();
        this.route = row.route;
        this.secrets = List.copyOf(row.secrets);
        this.anonymous = row.anonymous;
        this.goneMeansDone = row.goneMeansDone;
        this.staysOpen = row.staysOpen;
        this.answerBody = answerBody;
        this.reader = reader;
        this.key = null;
    }

    private ApiCall(ApiCall<R, T> first, String key) {
        this.name = first.name;
        this.repeatability = Repeatability.SAFE;
        this.encoder = first.encoder;
        this.route = first.route;
        this.secrets = first.secrets;
        this.anonymous = first.anonymous;
        this.goneMeansDone = first.goneMeansDone;
        this.staysOpen = first.staysOpen;
        this.answerBody = first.answerBody;
        this.reader = first.reader;
        this.key = key;
    }

    /**
     * Starts a row for a call that changes nothing.
     *
     * @param name the client's method that users know, for example {@code listImages}
     * @param path the path template, for example {@code /v1/cloudimages/{image_id}/copy}
     * @param <R> what the caller passes
     * @return a builder
     */
    public static <R> Builder<R> get(String name, String path) {
        return new Builder<>(name, "GET", path, Repeatability.SAFE);
    }

    /**
     * Starts a row for any other call.
     *
     * @param name the client's method that users know, for example {@code copyImage}
     * @param method the HTTP method, in capitals
     * @param path the path template, for example {@code /v1/cloudimages/{image_id}/copy}
     * @param repeatability whether it may be sent again when it may have arrived
     * @param <R> what the caller passes
     * @return a builder
     */
    public static <R> Builder<R> of(String name, String method, String path, Repeatability repeatability) {
        return new Builder<>(name, method, path, repeatability);
    }

    /**
     * Makes the row that sends a request again later, under the key of its first sending. A replay does nothing that the first
     * sending was not asked for, so it is as safe to repeat as a query, and a lost reply leaves nothing more open than it was.
     *
     * @param usedKey the key under which the request was sent first
     * @return the same call with that key, and safe to repeat
     */
    public ApiCall<R, T> replayed(String usedKey) {
        return new ApiCall<>(this, usedKey);
    }

    /**
     * Returns the name for messages and events.
     *
     * @return the client's method, for example {@code copyImage}
     */
    public String name() {
        return name;
    }

    /**
     * Returns the HTTP method.
     *
     * @return for example {@code POST}
     */
    public String method() {
        return encoder.method();
    }

    /**
     * Returns the path template.
     *
     * @return for example {@code /v1/cloudimages/{image_id}/copy}
     */
    public String path() {
        return encoder.path();
    }

    /**
     * Returns whether the call may be sent again when it may have arrived.
     *
     * @return the repeatability
     */
    public Repeatability repeatability() {
        return repeatability;
    }

    /**
     * Tells whether the call goes out without credentials.
     *
     * @return true for token exchanges and discovery
     */
    public boolean isAnonymous() {
        return anonymous;
    }

    /** Returns what the body of an answer that is no error must be. */
    public AnswerBody answerBody() {
        return answerBody;
    }

    /**
     * Tells whether "not found" on a repeat means that an earlier attempt did the work.
     *
     * @return true for deletes and cancels
     */
    public boolean goneMeansDone() {
        return goneMeansDone;
    }

    /** Returns whether the service answers only when its work is done, which may take minutes. */
    public boolean staysOpen() {
        return staysOpen;
    }

    /**
     * Returns the name of the endpoint that a request goes to.
     *
     * @param request the request
     * @return the route, empty for the provider's only one
     */
    public String route(R request) {
        return route == null ? "" : route.apply(request);
    }

    /**
     * Returns the timeout that the request itself asks for, for an attempt and for the whole call alike.
     *
     * @param request the request
     * @return the timeout, empty for the client's
     */
    public Optional<Duration> timeout(R request) {
        return Optional.ofNullable(encoder.timeout(request));
    }

    /**
     * Tells whether the call needs an idempotency key.
     *
     * @return true if a row says in which header or parameter one travels, and it is no replay, which has its key
     */
    public boolean sendsKey() {
        return key == null && encoder.sendsKey();
    }

    /**
     * Writes a request, complete but for credentials.
     *
     * @param request what the caller passed
     * @param endpoint the base address
     * @param idempotencyKey the key of this logical call; used only by calls that carry one
     * @return the request to sign and send
     */
    public HttpRequest encode(R request, URI endpoint, String idempotencyKey) {
        return encode(request, endpoint, idempotencyKey, HttpHeaders.empty());
    }

    /**
     * Writes a request with headers that all calls have in common.
     *
     * @param request what the caller passed
     * @param endpoint the base address
     * @param idempotencyKey as above
     * @param common the headers; those of the row replace any of the same name
     * @return the request to sign and send
     */
    public HttpRequest encode(R request, URI endpoint, String idempotencyKey, HttpHeaders common) {
        HttpRequest encoded = encoder.encode(request, endpoint, key == null ? idempotencyKey : key, common);
        return repeatability == Repeatability.ONCE ? encoded.onFreshConnection() : encoded;
    }

    /**
     * Computes what tells this request from any other: SHA-256 over method, path, query and body, without the key.
     *
     * @param request what the caller passed
     * @return 64 hexadecimal digits
     */
    public String fingerprint(R request) {
        return encoder.fingerprint(request);
    }

    /**
     * Lists what is secret in a request, beside the credentials: the engine removes it from what the service sends.
     *
     * @param request what the caller passed
     * @return the secrets, empty for most calls
     */
    public List<Secret> secrets(R request) {
        if (secrets.isEmpty()) {
            return List.of();
        }
        List<Secret> found = new ArrayList<>();
        for (Function<R, @Nullable String> secret : secrets) {
            String text = secret.apply(request);
            if (text != null && !text.isBlank()) {
                found.add(Secret.of(text.replaceAll("\\p{Cntrl}", "")));
            }
        }
        return found;
    }

    /**
     * Reads an answer that is no error.
     *
     * @param body the parsed body, missing when {@link #answerBody()} says that there is no JSON
     * @param response the answer
     * @return what it says
     * @throws dev.imagecopy.core.json.JsonFormatException if it lacks what the caller needs
     */
    @SuppressWarnings("exports") // authors of provider modules read Jackson's tree
    public T read(JsonNode body, HttpResponse response) {
        return reader.apply(body, response);
    }

    @Override
    public String toString() {
        return name + ": " + method() + " " + path() + " " + repeatability;
    }

    /**
     * Describes a row. Not safe for use by several threads.
     *
     * @param <R> what the caller passes
     */
    public static final class Builder<R> {
        private final String name;
        private final Repeatability repeatability;
        private final RequestEncoder.Builder<R> requests;
        private final List<Function<R, @Nullable String>> secrets = new ArrayList<>();
        private @Nullable Function<R, String> route;
        private boolean anonymous;
        private boolean goneMeansDone;
        private boolean staysOpen;

        private Builder(String name, String method, String path, Repeatability repeatability) {
            this.name = Objects.requireNonNull(name, "name");
            this.repeatability = Objects.requireNonNull(repeatability, "repeatability");
            this.requests = new RequestEncoder.Builder<>(
                    Objects.requireNonNull(method, "method"), Objects.requireNonNull(path, "path"));
        }

        /**
         * Names the endpoint that a request goes to, for providers with several.
         *
         * @param name computes the route that the provider's endpoints resolve
         * @return this builder
         */
        public Builder<R> route(Function<R, String> name) {
            route = name;
            return this;
        }

        /**
         * Fills a variable of the path with an id.
         *
         * @param variable the name between braces
         * @param id computes the id; checked with {@link Checks#requireId} before any URL is built
         * @return this builder
         */
        public Builder<R> pathId(String variable, Function<R, String> id) {
            requests.pathVariables =
                    requests.pathVariables.andThen((request, path) -> path.id(variable, id.apply(request)));
            return this;
        }

        /**
         * Fills a variable of the path with several segments, each percent-encoded.
         *
         * @param variable the name between braces
         * @param segments computes the segments; none may be empty, {@code .} or {@code ..}
         * @return this builder
         */
        public Builder<R> pathSegments(String variable, Function<R, List<String>> segments) {
            requests.pathVariables =
                    requests.pathVariables.andThen((request, path) -> path.segments(variable, segments.apply(request)));
            return this;
        }

        /**
         * Adds a query parameter.
         *
         * @param name the parameter's name
         * @param value computes the value; null leaves it out
         * @return this builder
         */
        public Builder<R> query(String name, Function<R, @Nullable String> value) {
            requests.queries = requests.queries.andThen((request, query) -> query.add(name, value.apply(request)));
            return this;
        }

        /**
         * Adds query parameters whose number or names depend on the request.
         *
         * @param writer writes them
         * @return this builder
         */
        public Builder<R> queries(BiConsumer<R, QueryParameters> writer) {
            requests.queries = requests.queries.andThen(writer);
            return this;
        }

        /**
         * Sends the query sorted by its names, for services that sign it so: what is encoded in that order need not be read and
         * written again for the signature.
         *
         * @return this builder
         */
        public Builder<R> sortedQuery() {
            requests.sortedQuery = true;
            return this;
        }

        /**
         * Adds a header.
         *
         * @param name the header's name
         * @param value computes the value; null leaves it out
         * @return this builder
         */
        public Builder<R> header(String name, Function<R, @Nullable String> value) {
            requests.headers = requests.headers.andThen((request, fields) -> {
                String text = value.apply(request);
                if (text != null) {
                    fields.set(name, text);
                }
            });
            return this;
        }

        /**
         * Sends a JSON object, without its members that are null.
         *
         * @param writer puts its members
         * @return this builder
         */
        @SuppressWarnings("exports")
        public Builder<R> json(BiConsumer<R, ObjectNode> writer) {
            requests.json = writer;
            return this;
        }

        /**
         * Sends a form.
         *
         * @param writer writes its fields
         * @return this builder
         */
        public Builder<R> form(BiConsumer<R, QueryParameters> writer) {
            requests.form = writer;
            requests.contentType = "application/x-www-form-urlencoded";
            return this;
        }

        /**
         * Sets the content type of the body.
         *
         * @param type default: {@code application/json; charset=utf-8}
         * @return this builder
         */
        public Builder<R> contentType(String type) {
            requests.contentType = type;
            return this;
        }

        /**
         * Says that the idempotency key travels in a header.
         *
         * @param header the header's name
         * @return this builder
         */
        public Builder<R> keyHeader(String header) {
            requests.keyHeader = header;
            return this;
        }

        /**
         * Says that the idempotency key travels in the query.
         *
         * @param parameter the parameter's name
         * @return this builder
         */
        public Builder<R> keyQuery(String parameter) {
            requests.keyQuery = parameter;
            return this;
        }

        /**
         * Lets the request itself set the timeout of an attempt and of the whole call.
         *
         * @param value computes the timeout; null means the client's
         * @return this builder
         */
        public Builder<R> timeout(Function<R, @Nullable Duration> value) {
            requests.timeout = value;
            return this;
        }

        /**
         * Sends the call without credentials or signature.
         *
         * @return this builder
         */
        public Builder<R> anonymous() {
            anonymous = true;
            return this;
        }

        /**
         * Says what is secret in a request, such as the password of a login: no message or log shows it, whatever the
         * service quotes.
         *
         * @param value computes the secret; null or blank when there is none
         * @return this builder
         */
        public Builder<R> secret(Function<R, @Nullable String> value) {
            secrets.add(value);
            return this;
        }

        /**
         * Takes "not found" on a repeat as the success of an earlier attempt.
         *
         * @return this builder
         */
        public Builder<R> goneMeansDone() {
            goneMeansDone = true;
            return this;
        }

        /**
         * Says that the service answers only when its work is done. Such calls have places of their own in the transport. If
         * one is made in the background, its wait for a place counts neither for its attempt nor for its deadline.
         *
         * @return this builder
         */
        public Builder<R> staysOpen() {
            staysOpen = true;
            return this;
        }

        /**
         * Ends the row for an answer in JSON.
         *
         * @param reader reads the parsed body, and the headers where ids travel in them
         * @param <T> what it yields
         * @return the row
         */
        @SuppressWarnings("exports")
        public <T> ApiCall<R, T> returningJson(BiFunction<JsonNode, HttpResponse, T> reader) {
            return new ApiCall<>(this, AnswerBody.JSON, reader);
        }

        /**
         * Ends the row for an answer in JSON, or a 204 without a body, which is read as a missing document.
         *
         * @param reader reads the parsed body
         * @param <T> what it yields
         * @return the row
         */
        @SuppressWarnings("exports")
        public <T> ApiCall<R, T> returningJsonOrNoContent(Function<JsonNode, T> reader) {
            return new ApiCall<>(this, AnswerBody.JSON_OR_NO_CONTENT, (body, response) -> reader.apply(body));
        }

        /**
         * Ends the row for an answer without a body: one that has a body did not come from the service.
         *
         * @param reader reads the headers
         * @param <T> what it yields
         * @return the row
         */
        public <T> ApiCall<R, T> returningNoBody(Function<HttpResponse, T> reader) {
            return new ApiCall<>(this, AnswerBody.NONE, (unused, response) -> reader.apply(response));
        }

        /**
         * Ends the row for an answer whose body is for the reader to judge.
         *
         * @param reader reads the answer
         * @param <T> what it yields
         * @return the row
         */
        public <T> ApiCall<R, T> returning(Function<HttpResponse, T> reader) {
            return new ApiCall<>(this, AnswerBody.ANY, (unused, response) -> reader.apply(response));
        }
    }
}
