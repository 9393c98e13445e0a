package io.jenkins.plugins.mergeability.environment.pages;

import hudson.Util;

/** An image that says in a few words how an environment is. */
final class EnvironmentBadge {

    private static final int CHARACTER = 7;
    private static final int PADDING = 12;

    private EnvironmentBadge() {}

    static String of(EnvironmentView view) {
        return svg(view.getName(), view.getStatusText(), color(view.getStatus()));
    }

    private static String color(String status) {
        return switch (status) {
            case "live" -> "#2f7d32";
            case "deploying", "waiting" -> "#1a6fb4";
            case "empty" -> "#5f6368";
            default -> "#b3261e";
        };
    }

    static String svg(String name, String text, String color) {
        int left = CHARACTER * name.length() + PADDING;
        int right = CHARACTER * text.length() + PADDING;
        String title = escape(name + ": " + text);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + (left + right)
                + "\" height=\"20\" role=\"img\" aria-label=\"" + title + "\"><title>" + title + "</title>"
                + "<rect width=\"" + left + "\" height=\"20\" fill=\"#3c4043\"/>"
                + "<rect x=\"" + left + "\" width=\"" + right + "\" height=\"20\" fill=\"" + color + "\"/>"
                + "<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,sans-serif\" font-size=\"11\">"
                + "<text x=\"" + left / 2 + "\" y=\"14\">" + escape(name) + "</text>"
                + "<text x=\"" + (left + right / 2) + "\" y=\"14\">" + escape(text) + "</text></g></svg>";
    }

    private static String escape(String text) {
        return Util.xmlEscape(text).replace("\"", "&quot;");
    }
}
