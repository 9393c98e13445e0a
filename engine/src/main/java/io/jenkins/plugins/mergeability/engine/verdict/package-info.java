/** Whether a pull request can be merged: a decision table over plain values. */
package io.jenkins.plugins.mergeability.engine.verdict;
