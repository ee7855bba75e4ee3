"""The French, Spanish and Dutch words that head the lanes of a journey matrix, by the names of the lanes."""

# Phrases, as they contain words of other lanes.
PHRASES = {
    "PAIN": """
        point de douleur, points de douleur, point de friction, points de friction, punto de dolor,
        puntos de dolor""",
    "JOB": """
        objectif du client, objectifs du client, objectif client, objectif utilisateur, objetivo del
        cliente, objetivos del cliente, objetivo del usuario, doel van de klant, doelen van de klant""",
    "GOAL": """
        objectif métier, objectifs métier, objetivo de negocio, objetivos de negocio""",
    "OPPORTUNITY": """
        piste d amélioration, pistes d amélioration, axe d amélioration, axes d amélioration, comment
        pourrions nous, cómo podríamos, área de mejora, áreas de mejora, hoe kunnen we""",
    "MOMENT_OF_TRUTH": """
        moment de vérité, moments de vérité, momento de la verdad, momentos de la verdad, moment van de
        waarheid, momenten van de waarheid""",
    "BACKSTAGE": """
        processus interne, processus internes, en coulisse, en coulisses, proceso interno, procesos
        internos, procesos de soporte, detrás de escena, achter de schermen, interne processen,
        ondersteunende processen""",
    "TOUCHPOINT": """
        point de contact, points de contact, punto de contacto, puntos de contacto, punto de
        interacción, puntos de interacción""",
    "EMOTION": """
        état émotionnel, courbe émotionnelle, état d esprit, estado de ánimo, curva emocional""",
    "QUOTE": """
        voix du client, voz del cliente, ce qu il dit, ce que dit, lo que dice, qué dice, stem van de
        klant, wat zegt""",
    "THOUGHT": "ce qu il pense, ce que pense, lo que piensa, qué piensa, wat denkt",
    "DESCRIPTION": "description de l étape, descripción del paso",
    "STEP": """
        ce qu il fait, ce que fait, que fait, lo que hace, qué hace, que hace, sous étape, sous étapes,
        action du client, actions du client, wat doet""",
    "KIND": "type d insight, type de constat, tipo de insight, tipo de hallazgo",
}
SINGLE = {
    "PHASE": "étape, étapes, etape, etapes, etapa, etapas, fase, fases, fasen",
    "STEP": """
        activité, activités, tâche, tâches, acción, acciones, actividad, actividades, paso, pasos,
        tarea, tareas, stap, stappen, actie, acties, handeling, handelingen, activiteit, activiteiten,
        taak, taken, klantactie, klantacties""",
    "PERSONA": "acteur, acteurs, profil, profils, cible, actores, perfil, perfiles, doelgroep, doelgroepen",
    "CHANNEL": "canal, canaux, canales, kanaal, kanalen",
    "PAIN": """
        irritant, irritants, problème, problèmes, difficulté, difficultés, frein, freins, douleur,
        douleurs, dolor, dolores, problema, problemas, frustración, frustraciones, obstáculo,
        obstáculos, fricción, fricciones, dificultad, dificultades, barrera, barreras, pijnpunt,
        pijnpunten, knelpunt, knelpunten, probleem, problemen, frustratie, frustraties, obstakels,
        drempel, drempels, ergernis, ergernissen""",
    "GAIN": """
        bénéfice, bénéfices, plaisir, plaisirs, beneficio, beneficios, ganancia, ganancias, alegría,
        alegrías, voordeel, voordelen""",
    "NEED": """
        besoin, besoins, attente, attentes, necesidad, necesidades, expectativa, expectativas, deseo,
        deseos, behoefte, behoeften, behoeftes, wensen, verwachting, verwachtingen""",
    "JOB": "objectif, objectifs, objetivo, objetivos, doel, doelen",
    "EMOTION": """
        émotion, émotions, ressenti, ressentis, humeur, sentiments, emoción, emociones, sentimiento,
        sentimientos, ánimo, satisfacción, emotie, emoties, gevoel, gevoelens, beleving, tevredenheid""",
    "QUOTE": "citation, citations, cita, citas, citaat, citaten, uitspraak, uitspraken, klantstem",
    "THOUGHT": "pensée, pensées, pensamiento, pensamientos, gedachte, gedachten",
    "INSIGHT": "constat, constats, hallazgo, hallazgos, inzicht, inzichten, bevinding, bevindingen",
    "OPPORTUNITY": """
        opportunité, opportunités, amélioration, améliorations, oportunidad, oportunidades, mejora,
        mejoras, kans, kansen, verbeterkans, verbeterkansen, verbetering, verbeteringen, verbeterpunt,
        verbeterpunten""",
    "SOLUTION": """
        idée, idées, piste, pistes, solución, soluciones, propuesta, propuestas, oplossing, oplossingen,
        ideeën, maatregel, maatregelen""",
    "TEAM": """
        équipe, équipes, responsable, responsables, equipo, equipos, eigenaar, verantwoordelijke,
        afdeling, afdelingen""",
    "METRIC": """
        indicateur, indicateurs, métrique, métriques, indicador, indicadores, métrica, métricas,
        kengetal, kengetallen, meetwaarde, meetwaarden""",
    "DESCRIPTION": """
        commentaire, commentaires, remarque, remarques, nota, notas, comentario, comentarios,
        descripción, observaciones, beschrijving, omschrijving, opmerking, opmerkingen, toelichting""",
    "TOUCHPOINT": "contactpunt, contactpunten, contactmoment, contactmomenten, raakpunt, raakpunten",
}
# Words that stand with those and change nothing about them.
FILLERS = """
    de du des d la le les l un une el los las del al una y et ou o que qué ce qui principal principaux
    principales clé clés clave claves clients cliente clientes utilisateur utilisateurs usuario usuarios
    interne internes parcours viaje het een van en voor met bij klant klanten gebruiker gebruikers klantreis
    belangrijke belangrijkste"""
ALONE = {
    "PERSONA": (
        *("clients", "cliente", "clientes", "utilisateur", "utilisateurs", "usuario", "usuarios"),
        *("klant", "klanten"),
    ),
    "JOURNEY": ("parcours", "parcours client", "viaje del cliente", "viaje del usuario", "klantreis"),
}
