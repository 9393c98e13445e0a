/** The values of a component map before they are interpreted: the same tree from YAML and from Java collections. */
package io.jenkins.plugins.mergeability.engine.map.node;
