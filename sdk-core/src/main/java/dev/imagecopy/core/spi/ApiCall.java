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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One row of a provider's wire table: method, path, repeatability, how the request is written and how the response is read.
 * Immutable; meant to be a constant.
 *
 * @param <R> the type of the request
 * @param <T> the type of the result
 */
public final class ApiCall<R, T> {
    private final String name;
    private final Repeatability repeatability;
    private final RequestEncoder<R> encoder;
    private final @Nullable Function<R, String> route;
    private final String fixedRoute;
    private final List<Function<R, @Nullable String>> secrets;
    private final boolean anonymous;
    private final boolean goneMeansDone;
    private final boolean staysOpen;
    private final boolean direct;
    private final boolean addressHidden;
    private final ExpectedBody expectedBody;
    private final BiFunction<JsonNode, HttpResponse, T> reader;
    private final Function<ServiceError, Optional<T>> resultOf;
    private final @Nullable Replay replay; // null for a first call

    private ApiCall(Builder<R> row, ExpectedBody expectedBody, BiFunction<JsonNode, HttpResponse, T> reader) {
        this.name = row.name;
        this.repeatability = row.repeatability;
        this.encoder = row.requests.build();
        this.route = row.route;
        this.fixedRoute = row.fixedRoute;
        this.secrets = List.copyOf(row.secrets);
        this.anonymous = row.anonymous;
        this.goneMeansDone = row.goneMeansDone;
        this.staysOpen = row.staysOpen;
        this.direct = row.direct;
        this.addressHidden = row.addressHidden;
        this.expectedBody = expectedBody;
        this.reader = reader;
        this.resultOf = error -> Optional.empty();
        this.replay = null;
    }

    private ApiCall(
            ApiCall<R, T> first,
            Repeatability repeatability,
            Function<ServiceError, Optional<T>> resultOf,
            @Nullable Replay replay) {
        this.name = first.name;
        this.repeatability = repeatability;
        this.resultOf = resultOf;
        this.encoder = first.encoder;
        this.route = first.route;
        this.fixedRoute = first.fixedRoute;
        this.secrets = first.secrets;
        this.anonymous = first.anonymous;
        this.goneMeansDone = first.goneMeansDone;
        this.staysOpen = first.staysOpen;
        this.direct = first.direct;
        this.addressHidden = first.addressHidden;
        this.expectedBody = first.expectedBody;
        this.reader = first.reader;
        this.replay = replay;
    }

    /**
     * Starts a row for a call that changes nothing.
     *
     * @param name the client's method that users know, for example {@code listImages}
     * @param path the path template, for example {@code /v1/cloudimages/{image_id}/copy}
     * @param <R> the type of the request
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
     * @param repeatability whether it may be sent again after it may have arrived
     * @param <R> the type of the request
     * @return a builder
     */
    public static <R> Builder<R> of(String name, String method, String path, Repeatability repeatability) {
        return new Builder<>(name, method, path, repeatability);
    }

    /**
     * Returns a row that sends a request again later, under its original key. A replay does nothing beyond what the original
     * request was meant to do, so it may be retried like a query, and a lost reply does not make the outcome any less certain.
     *
     * @param usedKey the key under which the request was first sent
     * @param keyLeft says for how long the service still knows the key: no attempt begins after that. It is asked before each
     *     attempt, since an answer may have shown that less is left than our clock says
     * @return the same call with that key, safe to repeat
     */
    public ApiCall<R, T> replayed(String usedKey, Supplier<Duration> keyLeft) {
        return new ApiCall<>(this, Repeatability.SAFE, resultOf, new Replay(usedKey, keyLeft));
    }

    /** Returns the time from now in which an attempt may begin, as far as is known; empty if without limit. */
    public Optional<Duration> timeToBegin() {
        return replay == null ? Optional.empty() : Optional.of(replay.keyLeft.get());
    }

    private record Replay(String key, Supplier<Duration> keyLeft) {}

    /**
     * Returns a row for which some errors are results, such as "there is nothing" for a call that looks whether there is
     * something. They create no exception, which takes 5 KB, and are not reported as failures.
     *
     * @param meaning returns the result that an error means; empty if it remains an error
     * @return the same call, which does not fail with such an error
     */
    public ApiCall<R, T> accepting(Function<ServiceError, Optional<T>> meaning) {
        return new ApiCall<>(this, repeatability, meaning, replay);
    }

    /**
     * Returns the result that an error means.
     *
     * @param error the service's error
     * @return empty if the call fails with it
     */
    public Optional<T> resultOf(ServiceError error) {
        return resultOf.apply(error);
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
     * Returns whether the call may be sent again after it may have arrived.
     *
     * @return the repeatability
     */
    public Repeatability repeatability() {
        return repeatability;
    }

    /**
     * Returns whether the call is sent without credentials.
     *
     * @return true for token exchanges and discovery
     */
    public boolean isAnonymous() {
        return anonymous;
    }

    /** Returns what the body of a successful response must be. */
    public ExpectedBody expectedBody() {
        return expectedBody;
    }

    /**
     * Returns whether "not found" on a retry means that an earlier attempt succeeded.
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

    /** Returns whether the call never goes through a proxy. */
    public boolean direct() {
        return direct;
    }

    /**
     * Returns the name of the endpoint that a request goes to.
     *
     * @param request the request
     * @return the route; empty if the provider has only one endpoint
     */
    public String route(R request) {
        return route == null ? fixedRoute : route.apply(request);
    }

    /**
     * Returns the timeout that the request itself sets, both for an attempt and for the whole call.
     *
     * @param request the request
     * @return the timeout; empty for the client's
     */
    public Optional<Duration> timeout(R request) {
        return Optional.ofNullable(encoder.timeout(request));
    }

    /**
     * Returns whether the call needs an idempotency key.
     *
     * @return true if the row has a header or parameter for the key and is not a replay, which already has one
     */
    public boolean sendsKey() {
        return replay == null && encoder.sendsKey();
    }

    /** Returns whether the call sends a request again under its original key. */
    public boolean isReplay() {
        return replay != null;
    }

    /**
     * Writes a request, complete except for the credentials.
     *
     * @param request the request
     * @param endpoint the base address
     * @param idempotencyKey the key of this logical call; only used by calls that send one
     * @return the request to sign and send
     */
    public HttpRequest encode(R request, URI endpoint, String idempotencyKey) {
        return encode(request, endpoint, idempotencyKey, HttpHeaders.empty());
    }

    /**
     * Writes a request with headers that all calls share.
     *
     * @param request the request
     * @param endpoint the base address
     * @param idempotencyKey as above
     * @param common the headers; a header of the row replaces one of the same name
     * @return the request to sign and send
     */
    public HttpRequest encode(R request, URI endpoint, String idempotencyKey, HttpHeaders common) {
        HttpRequest encoded = encoder.encode(request, endpoint, replay == null ? idempotencyKey : replay.key, common);
        return repeatability == Repeatability.ONCE ? encoded.onFreshConnection() : encoded;
    }

    /**
     * Computes a fingerprint of a request: SHA-256 over method, path, query and body, without the key.
     *
     * @param request the request
     * @return 64 hexadecimal digits
     */
    public String fingerprint(R request) {
        return encoder.fingerprint(request);
    }

    /** Whether messages, events and the log must not show the call's address. */
    public boolean isAddressHidden() {
        return addressHidden;
    }

    /**
     * Returns the secrets in a request, besides the credentials. The engine removes them from texts that the service sends.
     *
     * @param request the request
     * @return the secrets; empty for most calls
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
     * Reads a successful response.
     *
     * @param body the parsed body; missing if {@link #expectedBody()} says that there is no JSON
     * @param response the response
     * @return the result
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
     * Builds a row. Not thread-safe.
     *
     * @param <R> the type of the request
     */
    public static final class Builder<R> {
        private final String name;
        private final Repeatability repeatability;
        private final RequestEncoder.Builder<R> requests;
        private final List<Function<R, @Nullable String>> secrets = new ArrayList<>();
        private @Nullable Function<R, String> route;
        private String fixedRoute = "";
        private boolean anonymous;
        private boolean goneMeansDone;
        private boolean staysOpen;
        private boolean direct;
        private boolean addressHidden;

        private Builder(String name, String method, String path, Repeatability repeatability) {
            this.name = Objects.requireNonNull(name, "name");
            this.repeatability = Objects.requireNonNull(repeatability, "repeatability");
            this.requests = new RequestEncoder.Builder<>(
                    Objects.requireNonNull(method, "method"), Objects.requireNonNull(path, "path"));
        }

        /**
         * Sets the endpoint that a request goes to, for providers with several endpoints.
         *
         * @param name computes the route, which the provider's endpoints resolve
         * @return this builder
         */
        public Builder<R> route(Function<R, String> name) {
            route = name;
            return this;
        }

        /**
         * Sets the endpoint that all requests go to, for providers with several endpoints.
         *
         * @param name the route, which the provider's endpoints resolve
         * @return this builder
         */
        public Builder<R> route(String name) {
            fixedRoute = name;
            return this;
        }

        /**
         * Keeps the address out of messages, events and the log: it comes from a setting and may contain a secret.
         *
         * @return this builder
         */
        public Builder<R> hidingAddress() {
            addressHidden = true;
            return this;
        }

        /**
         * Replaces a variable of the path with an id.
         *
         * @param variable the name of the variable, without the braces
         * @param id computes the id; checked with {@link Checks#requireId} before any URL is built
         * @return this builder
         */
        public Builder<R> pathId(String variable, Function<R, String> id) {
            requests.pathVariables.add((request, path) -> path.id(variable, id.apply(request)));
            return this;
        }

        /**
         * Fills a path variable with several segments, each percent-encoded.
         *
         * @param variable the name of the variable, without the braces
         * @param segments computes the segments; none may be empty, {@code .} or {@code ..}
         * @return this builder
         */
        public Builder<R> pathSegments(String variable, Function<R, List<String>> segments) {
            requests.pathVariables.add((request, path) -> path.segments(variable, segments.apply(request)));
            return this;
        }

        /**
         * Adds a query parameter.
         *
         * @param name the parameter's name
         * @param value computes the value; null omits the parameter or header
         * @return this builder
         */
        public Builder<R> query(String name, Function<R, @Nullable String> value) {
            requests.queries.add((request, query) -> query.add(name, value.apply(request)));
            return this;
        }

        /**
         * Adds a query parameter that is the same in all requests.
         *
         * @param name the parameter's name
         * @param value its value
         * @return this builder
         */
        public Builder<R> query(String name, String value) {
            requests.queries.add((request, query) -> query.add(name, value));
            return this;
        }

        /**
         * Adds query parameters whose number or names depend on the request.
         *
         * @param writer adds the parameters
         * @return this builder
         */
        public Builder<R> queries(BiConsumer<R, QueryParameters> writer) {
            requests.queries.add(writer);
            return this;
        }

        /**
         * Sorts the query by name, for services whose signature requires it: a query that is encoded in that order need not be
         * parsed and encoded again for the signature.
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
         * @param value computes the value; null omits the parameter or header
         * @return this builder
         */
        public Builder<R> header(String name, Function<R, @Nullable String> value) {
            requests.headers.add((request, fields) -> {
                String text = value.apply(request);
                if (text != null) {
                    fields.set(name, text);
                }
            });
            return this;
        }

        /**
         * Adds a header that is the same in all requests.
         *
         * @param name the header's name
         * @param value its value
         * @return this builder
         */
        public Builder<R> header(String name, String value) {
            requests.headers.add((request, fields) -> fields.set(name, value));
            return this;
        }

        /**
         * Sends a JSON object, omitting members that are null.
         *
         * @param writer adds the members
         * @return this builder
         */
        @SuppressWarnings("exports")
        public Builder<R> json(BiConsumer<R, ObjectNode> writer) {
            requests.json = writer;
            return this;
        }

        /**
         * Sends form fields.
         *
         * @param writer adds the fields
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
         * Sends the idempotency key in a header.
         *
         * @param header the header's name
         * @return this builder
         */
        public Builder<R> keyHeader(String header) {
            requests.keyHeader = header;
            return this;
        }

        /**
         * Sends the idempotency key as a query parameter.
         *
         * @param parameter the parameter's name
         * @return this builder
         */
        public Builder<R> keyQuery(String parameter) {
            requests.keyQuery = parameter;
            return this;
        }

        /**
         * Lets the request set the timeout of an attempt and of the whole call.
         *
         * @param value computes the timeout; null for the client's
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
         * Declares a secret in a request, such as the password of a login. No message or log will show it, even if the service
         * quotes it.
         *
         * @param value computes the secret; null or blank if there is none
         * @return this builder
         */
        public Builder<R> secret(Function<R, @Nullable String> value) {
            secrets.add(value);
            return this;
        }

        /**
         * Treats "not found" on a retry as the success of an earlier attempt.
         *
         * @return this builder
         */
        public Builder<R> goneMeansDone() {
            goneMeansDone = true;
            return this;
        }

        /**
         * Declares that the service does not answer until its work is done. The transport has separate slots for such calls. If
         * one is made in the background, its wait for a slot counts neither towards its attempt timeout nor towards its
         * deadline.
         *
         * @return this builder
         */
        public Builder<R> staysOpen() {
            staysOpen = true;
            return this;
        }

        /**
         * Keeps the call away from proxies. A metadata service identifies the machine that asks: through a proxy, it would answer
         * for the proxy's machine or not at all, and the token would pass through the proxy.
         */
        public Builder<R> direct() {
            direct = true;
            return this;
        }

        /**
         * Completes the row, for a response in JSON.
         *
         * @param reader reads the parsed body, and the headers if they contain ids
         * @param <T> the type of the result
         * @return the row
         */
        @SuppressWarnings("exports")
        public <T> ApiCall<R, T> returningJson(BiFunction<JsonNode, HttpResponse, T> reader) {
            return new ApiCall<>(this, ExpectedBody.JSON, reader);
        }

        /**
         * Completes the row, for a response in JSON or a 204 without a body, which is read as a missing document.
         *
         * @param reader reads the parsed body
         * @param <T> the type of the result
         * @return the row
         */
        @SuppressWarnings("exports")
        public <T> ApiCall<R, T> returningJsonOrNoContent(Function<JsonNode, T> reader) {
            return new ApiCall<>(this, ExpectedBody.JSON_OR_NO_CONTENT, (body, response) -> reader.apply(body));
        }

        /**
         * Completes the row, for a response without a body. A response with a body does not come from the service.
         *
         * @param reader reads the headers
         * @param <T> the type of the result
         * @return the row
         */
        public <T> ApiCall<R, T> returningNoBody(Function<HttpResponse, T> reader) {
            return new ApiCall<>(this, ExpectedBody.NONE, (unused, response) -> reader.apply(response));
        }

        /**
         * Completes the row, for a response whose body the reader checks itself.
         *
         * @param reader reads the response
         * @param <T> the type of the result
         * @return the row
         */
        public <T> ApiCall<R, T> returning(Function<HttpResponse, T> reader) {
            return new ApiCall<>(this, ExpectedBody.ANY, (unused, response) -> reader.apply(response));
        }
    }
}
