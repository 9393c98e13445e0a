/** The catalog of everything that can be wrong with a component map, and messages with file, line and caret. */
package io.jenkins.plugins.mergeability.engine.map.problem;
