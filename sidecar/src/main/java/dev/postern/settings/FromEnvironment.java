package dev.postern.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Variables by which Kubernetes' downward API customarily names the value of an option. They count
 * when all of them are set and Postern's own variable is not; several are joined by a slash.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FromEnvironment {

  /** The variables' names, in the order of their values. */
  String[] value();
}
