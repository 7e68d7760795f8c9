/** Types of what Next's bundler takes as imports (CSS modules, fonts), also before the first build has written `next-env.d.ts`. */
/// <reference types="next" />
