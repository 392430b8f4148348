/**
 * Rules as bytecode: one hidden class for each {@link dev.postern.rules.compile.RuleTree}.
 *
 * <p>Its source is the tree of matchers, which stays what the class is tested against. {@code
 * MethodPlan} cuts the tree into methods that HotSpot will compile, {@code TreeEmitter}, {@code
 * ConditionEmitter} and {@code CheckEmitter} write them, {@code FieldSlots} and {@code SharedParts}
 * keep in local variables what a method would otherwise read or work out twice. That may be done in
 * any order and any number of times, because reading a field changes nothing.
 */
@NullMarked
package dev.postern.rules.compile.generated;

import org.jspecify.annotations.NullMarked;
