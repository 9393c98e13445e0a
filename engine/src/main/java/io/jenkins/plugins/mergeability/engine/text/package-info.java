/** Text that is safe to show, nearest names, and durations; uses no other package. */
package io.jenkins.plugins.mergeability.engine.text;
