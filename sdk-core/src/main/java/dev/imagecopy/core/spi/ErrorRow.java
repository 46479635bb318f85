package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One row of a provider's error table.
 *
 * @param exception the constructor of the exception that callers catch
 * @param recovery what the engine does after it
 * @param codes the service's codes for this error
 * @param <C> the type of the service's error codes
 */
public record ErrorRow<C>(
        BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery, List<C> codes) {

    /** Copies the codes. */
    public ErrorRow {
        codes = List.copyOf(codes);
    }

    /**
     * Indexes the kinds of an error table by the service's codes.
     *
     * @param kinds all kinds of errors
     * @param row the row of a kind
     * @param <C> the type of the service's error codes
     * @param <K> the enum of all kinds
     * @return the kind for each listed code
     */
    public static <C, K> Map<C, K> byCode(K[] kinds, Function<K, ErrorRow<C>> row) {
        Map<C, K> byCode = new HashMap<>();
        for (K kind : kinds) {
            row.apply(kind).codes().forEach(code -> byCode.put(code, kind));
        }
        return Map.copyOf(byCode);
    }

    /**
     * Indexes the kinds of an error table by codes that are texts, in any letter case: gateways and proxies change it.
     *
     * @param kinds all kinds of errors
     * @param row the row of a kind
     * @param <K> the enum of all kinds
     * @return the kind for each listed code
     */
    public static <K> Map<String, K> byCodeInAnyCase(K[] kinds, Function<K, ErrorRow<String>> row) {
        Map<String, K> byCode = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byCode.putAll(byCode(kinds, row));
        return Collections.unmodifiableMap(byCode);
    }

    /**
     * Applies this row to an error.
     *
     * @param error what the service said
     * @return the error with its recovery and exception
     */
    public ServiceError toServiceError(ApiError error) {
        return new ServiceError(error, recovery, exception);
    }
}
