/** The catalog of problems of a component map, and their messages with file, line and caret. */
package io.jenkins.plugins.mergeability.engine.map.problem;
