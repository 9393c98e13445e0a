/** Text that is safe to show, and durations in words: the ground floor, which uses no other package. */
package io.jenkins.plugins.mergeability.engine.text;
