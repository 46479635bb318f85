package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes responses in JSON, or in XML for a request that did not ask for JSON. */
public final class EcsAnswers {
    private EcsAnswers() {}

    /**
     * Writes a success.
     *
     * @param request the request to answer
     * @param members the members of the response
     * @return the response
     */
    public static SimulatedResponse success(EcsRequest request, Map<String, @Nullable Object> members) {
        return wantsXml(request)
                ? xml(200, request.action() + "Response", members)
                : SimulatedResponse.json(200, members);
    }

    /**
     * Writes an error.
     *
     * @param request the request to answer
     * @param refusal the error
     * @param requestId the id of the request
     * @return the response
     */
    public static SimulatedResponse error(EcsRequest request, EcsRefusal refusal, String requestId) {
        Map<String, @Nullable Object> members = Json.map(
                "RequestId", requestId,
                "HostId", request.wire().host(),
                "Code", refusal.code(),
                "Message", refusal.words(),
                "Recommend",
                        "https://api.aliyun.com/troubleshoot?q=" + refusal.code() + "&product=Ecs&requestId="
                                + requestId);
        return wantsXml(request)
                ? xml(refusal.status(), "Error", members)
                : SimulatedResponse.json(refusal.status(), members);
    }

    /** Requests of version 1.0 get XML by default; others choose the format in the Accept header. */
    private static boolean wantsXml(EcsRequest request) {
        return request.isV1()
                ? !request.get("Format").equalsIgnoreCase("JSON")
                : request.wire().header("Accept").orElse("").contains("xml");
    }

    private static SimulatedResponse xml(int status, String root, Map<String, @Nullable Object> members) {
        StringBuilder text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
        write(text, root, members);
        return SimulatedResponse.text(status, "text/xml;charset=utf-8", text.toString());
    }

    private static void write(StringBuilder text, String name, @Nullable Object value) {
        if (value instanceof Iterable<?> elements) {
            elements.forEach(element -> write(text, name, element));
            return;
        }
        text.append('<').append(name).append('>');
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> write(text, String.valueOf(key), member));
        } else if (value != null) {
            text.append(String.valueOf(value)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;"));
        }
        text.append("</").append(name).append('>');
    }
}
