package dev.imagecopy.verification.fleet;

import dev.imagecopy.testing.RecordedReply;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What is known of copies that were executed more than once, to find out why: the services' side, and the fleet's. */
final class RepeatedCopies {
    private static final Pattern IMAGE = Pattern.compile("image-[0-9]+");
    private static final Pattern TOKEN = Pattern.compile("v1\\.([A-Za-z0-9_-]+)");

    private RepeatedCopies() {}

    /** Each execution, with the time when it began, and what a cluster was asked about these copies. */
    static List<String> seenBy(Simulator service) {
        Map<String, Integer> times = service.executions();
        List<String> seen = new ArrayList<>();
        service.copies().stream()
                .filter(copy -> times.getOrDefault(copy.summary(), 0) > 1)
                .forEach(copy -> seen.add(copy.toString()));
        Set<String> repeated = images(String.join(" ", seen));
        IdentityHashMap<RecordedRequest, RecordedReply> replies = new IdentityHashMap<>();
        service.replies().forEach(reply -> replies.put(reply.request(), reply));
        for (RecordedRequest request : service.requests()) {
            Set<String> named = images(request.path() + request.body());
            named.retainAll(repeated);
            if (!named.isEmpty()) {
                RecordedReply reply = replies.get(request);
                seen.add(named + " " + request.receivedAt() + " " + request
                        + (reply == null ? " -> no answer" : " -> " + reply.status() + " after " + reply.taken()));
            }
        }
        return seen;
    }

    /** Destinations that a cluster accepted a copy to and that have no marker: nobody can see that the copy ended. */
    static List<String> incomplete(ServiceFabricSimulator cluster) {
        Set<String> files = cluster.files().keySet();
        return cluster.copies().stream()
                .map(ServiceFabricSimulator.Copy::destination)
                .distinct()
                .filter(destination -> !files.contains(destination + "\\_.dir"))
                .toList();
    }

    /** Their rows, with what the tokens say. */
    static List<String> rows(DataSource pool, List<String> seen) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select * from imagecopy_copy where name = ? or name like ?")) {
            for (String image : images(String.join(" ", seen))) {
                query.setString(1, image);
                query.setString(2, "%" + image);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        rows.add(row(row));
                    }
                }
            }
        }
        return rows;
    }

    private static String row(ResultSet row) throws SQLException {
        String record = row.getString("record");
        StringBuilder told = new StringBuilder(row.getString("name") + ": " + row.getString("state") + ", accepted at "
                + row.getObject("accepted_at") + ", changed at " + row.getObject("changed_at") + " by "
                + row.getString("worker") + ", version " + row.getLong("version") + ", " + record);
        for (Matcher token = TOKEN.matcher(record); token.find(); ) {
            byte[] json = Base64.getUrlDecoder().decode(token.group(1));
            told.append(", token ").append(new String(json, StandardCharsets.UTF_8));
        }
        return told.toString();
    }

    private static Set<String> images(String text) {
        return IMAGE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
