/** Decides whether a pull request can be merged, by a decision table over plain values. */
package io.jenkins.plugins.mergeability.engine.verdict;
