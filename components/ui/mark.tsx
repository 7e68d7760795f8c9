/** Slipway's mark: a hull on its inclined way, about to meet the water. Takes the size and colour of the text around it. */
export function Mark({ className }: { className?: string | undefined }) {
	return (
		<svg className={className} viewBox="0 0 32 32" width="1em" height="1em" fill="none" aria-hidden="true" focusable="false">
			<g transform="rotate(13 16 16)">
				<path d="M4.6 6.6h23.2l-2.3 6.9a2.8 2.8 0 0 1-2.7 1.9H11a4.4 4.4 0 0 1-3.9-2.4Z" fill="var(--accent)" />
				<path d="M2.6 19.6h27.2" stroke="currentColor" strokeWidth="2.3" strokeLinecap="round" />
			</g>
			<path
				d="M2.8 28.2c2.2-1.9 4.4-1.9 6.6 0s4.4 1.9 6.6 0 4.4-1.9 6.6 0 4.4 1.9 6.6 0"
				stroke="currentColor"
				strokeWidth="2.3"
				strokeLinecap="round"
			/>
		</svg>
	);
}
