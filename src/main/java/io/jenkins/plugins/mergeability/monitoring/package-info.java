/** Measures what builds and reports do, and shows it to the plugins Metrics and Prometheus if they are installed. */
package io.jenkins.plugins.mergeability.monitoring;
