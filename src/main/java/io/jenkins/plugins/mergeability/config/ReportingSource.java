package io.jenkins.plugins.mergeability.config;

/**
 * A place that reporting settings come from.
 *
 * @param name its name, as shown in forms
 * @param options what it sets
 */
public record ReportingSource(String name, ReportingOptions options) {}
