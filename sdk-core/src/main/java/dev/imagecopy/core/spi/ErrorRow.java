package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One row of a provider's error table.
 *
 * @param exception the constructor of the exception that callers catch
 * @param recovery how a call goes on after it
 * @param codes the service's codes that mean this
 * @param <C> what the service tells its errors apart by
 */
public record ErrorRow<C>(
        BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery, List<C> codes) {

    /** Keeps the codes as they are now. */
    public ErrorRow {
        codes = List.copyOf(codes);
    }

    /**
     * Finds the kinds of an error table by the service's codes.
     *
     * @param kinds all kinds of error
     * @param row the row of a kind
     * @param <C> what the service tells its errors apart by
     * @param <K> the enum of all kinds
     * @return the kind of each listed code
     */
    public static <C, K> Map<C, K> byCode(K[] kinds, Function<K, ErrorRow<C>> row) {
        Map<C, K> byCode = new HashMap<>();
        for (K kind : kinds) {
            row.apply(kind).codes().forEach(code -> byCode.put(code, kind));
        }
        return Map.copyOf(byCode);
    }

    /**
     * Says what the engine does about an error of this row.
     *
     * @param error what the service said
     * @return the error with its recovery and its exception
     */
    public ServiceError toServiceError(ApiError error) {
        return new ServiceError(error, recovery, exception);
    }
}
