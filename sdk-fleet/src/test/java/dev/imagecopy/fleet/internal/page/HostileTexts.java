package dev.imagecopy.fleet.internal.page;

import java.util.List;

/** Names and messages that would do harm if a page took them for anything but text. */
final class HostileTexts {
    private HostileTexts() {}

    static List<String> all() {
        return List.of(
                "<script>alert(1)</script>",
                "</script><script>alert(1)</script>",
                "</SCRIPT ><img src=x onerror=alert(1)>",
                "<!--",
                "<!--<script>",
                "-->",
                "]]>",
                "\"><svg onload=alert(1)>",
                "'\"`&lt;&amp;&#0;{{data}}{{script}}${7*7}",
                "\\\"\\u003c\\n",
                "javascript:alert(1)",
                "__proto__",
                "constructor",
                "all",
                "a\u2028b\u2029c",
                "tab\tline\nreturn\rnull\u0000escape\u001b[31mdelete\u007fcsi\u009b31m",
                "gpj.\u202eexe.egami",
                "\u200fright\u200eleft\u2066isolated\u2069\ufeff\u00ad\u200d",
                "שלום עולם 123 (abc)",
                "金色镜像-🚀",
                "lone \ud83d surrogate",
                "long ".repeat(1_000));
    }
}
