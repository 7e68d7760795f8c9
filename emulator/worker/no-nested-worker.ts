/**
 * v86 decides when it is loaded how it yields, and starts a worker of its own for it when it can. `Pacer` replaces that; without
 * `Worker` in sight the second one is never made. To be imported before v86.
 */
Reflect.deleteProperty(globalThis, "Worker");
