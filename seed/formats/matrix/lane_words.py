"""The words that head lanes in French, Spanish, Dutch, Portuguese, Italian and Polish, by names of lanes."""

# Phrases, as they contain words of other lanes.
PHRASES = {
    "PAIN": """
        point de douleur, points de douleur, point de friction, points de friction, punto de dolor,
        puntos de dolor, ponto de dor, pontos de dor, punto critico, punti critici, punto di dolore,
        punti di dolore, punkt bólu, punkty bólu, punkty bólowe""",
    "JOB": """
        objectif du client, objectifs du client, objectif client, objectif utilisateur, objetivo del
        cliente, objetivos del cliente, objetivo del usuario, doel van de klant, doelen van de
        klant, objetivo do cliente, objetivos do cliente, obiettivo del cliente, obiettivi del
        cliente, cele klienta, cel klienta""",
    "GOAL": """
        objectif métier, objectifs métier, objetivo de negocio, objetivos de negocio, objetivo de
        negócio, objetivos de negócio, obiettivo di business, obiettivi di business, cele biznesowe,
        cel biznesowy""",
    "OPPORTUNITY": """
        piste d amélioration, pistes d amélioration, axe d amélioration, axes d amélioration,
        comment pourrions nous, cómo podríamos, área de mejora, áreas de mejora, hoe kunnen we, como
        poderíamos, ponto de melhoria, pontos de melhoria, come potremmo, area di miglioramento,
        aree di miglioramento, jak moglibyśmy""",
    "MOMENT_OF_TRUTH": """
        moment de vérité, moments de vérité, momento de la verdad, momentos de la verdad, moment van
        de waarheid, momenten van de waarheid, momento da verdade, momentos da verdade, momento
        della verità, momenti della verità, moment prawdy, momenty prawdy""",
    "BACKSTAGE": """
        processus interne, processus internes, en coulisse, en coulisses, proceso interno, procesos
        internos, procesos de soporte, detrás de escena, achter de schermen, interne processen,
        ondersteunende processen, processo interno, processos internos, processos de suporte,
        processos de apoio, bastidores, dietro le quinte, processi interni, processi di supporto, za
        kulisami, procesy wewnętrzne, procesy wspierające""",
    "TOUCHPOINT": """
        point de contact, points de contact, punto de contacto, puntos de contacto, punto de
        interacción, puntos de interacción, ponto de contato, pontos de contato, ponto de contacto,
        pontos de contacto, ponto de interação, pontos de interação, punto di contatto, punti di
        contatto, punkt styku, punkty styku, punkt kontaktu, punkty kontaktu, evidência física,
        evidenza fisica""",
    "EMOTION": """
        état émotionnel, courbe émotionnelle, état d esprit, estado de ánimo, curva emocional,
        estado emocional, stato d animo, curva emotiva, stan emocjonalny, krzywa emocji""",
    "QUOTE": """
        voix du client, voz del cliente, ce qu il dit, ce que dit, lo que dice, qué dice, stem van
        de klant, wat zegt, voz do cliente, o que diz, voce del cliente, cosa dice, głos klienta, co
        mówi""",
    "THOUGHT": """
        ce qu il pense, ce que pense, lo que piensa, qué piensa, wat denkt, o que pensa, cosa pensa,
        co myśli""",
    "DESCRIPTION": """
        description de l étape, descripción del paso, descrição da etapa, descrizione della fase,
        opis kroku""",
    "STEP": """
        ce qu il fait, ce que fait, que fait, lo que hace, qué hace, que hace, sous étape, sous
        étapes, action du client, actions du client, wat doet, o que faz, cosa fa, co robi, ação do
        cliente, ações do cliente, azione del cliente, azioni del cliente, działania klienta""",
    "KIND": "type d insight, type de constat, tipo de insight, tipo de hallazgo",
}
SINGLE = {
    "PHASE": """
        étape, étapes, etape, etapes, etapa, etapas, fase, fases, fasen, tappa, tappe, fasi, stadio,
        stadi, etap, etapy, faza, fazy, estágio, estágios""",
    "STEP": """
        activité, activités, tâche, tâches, acción, acciones, actividad, actividades, paso, pasos,
        tarea, tareas, stap, stappen, actie, acties, handeling, handelingen, activiteit,
        activiteiten, taak, taken, klantactie, klantacties, ação, ações, acção, acções, atividade,
        atividades, tarefa, tarefas, passo, passos, azione, azioni, attività, compito, compiti,
        passaggio, passaggi, krok, kroki, działanie, działania, czynność, czynności, akcja, akcje,
        aktywność, aktywności""",
    "PERSONA": """
        acteur, acteurs, profil, profils, cible, actores, perfil, perfiles, doelgroep, doelgroepen,
        ator, atores, attore, attori, aktor, aktorzy""",
    "CHANNEL": "canal, canaux, canales, kanaal, kanalen, canais, canale, canali, kanał, kanały",
    "PAIN": """
        irritant, irritants, problème, problèmes, difficulté, difficultés, frein, freins, douleur,
        douleurs, dolor, dolores, problema, problemas, frustración, frustraciones, obstáculo,
        obstáculos, fricción, fricciones, dificultad, dificultades, barrera, barreras, pijnpunt,
        pijnpunten, knelpunt, knelpunten, probleem, problemen, frustratie, frustraties, obstakels,
        drempel, drempels, ergernis, ergernissen, dor, dores, frustração, frustrações, fricção,
        fricções, dificuldade, dificuldades, barreira, barreiras, criticità, dolore, dolori,
        problemi, frustrazione, frustrazioni, ostacolo, ostacoli, difficoltà, disagio, disagi, ból,
        bóle, bolączka, bolączki, problemy, frustracja, frustracje, trudność, trudności, bariera,
        bariery, przeszkoda, przeszkody""",
    "GAIN": """
        bénéfice, bénéfices, plaisir, plaisirs, beneficio, beneficios, ganancia, ganancias, alegría,
        alegrías, voordeel, voordelen, benefício, benefícios, ganho, ganhos, alegria, alegrias,
        benefici, vantaggio, vantaggi, gioia, gioie, korzyść, korzyści, zalety""",
    "NEED": """
        besoin, besoins, attente, attentes, necesidad, necesidades, expectativa, expectativas,
        deseo, deseos, behoefte, behoeften, behoeftes, wensen, verwachting, verwachtingen,
        necessidade, necessidades, desejo, desejos, bisogno, bisogni, aspettativa, aspettative,
        desiderio, desideri, potrzeba, potrzeby, oczekiwanie, oczekiwania""",
    "JOB": """
        objectif, objectifs, objetivo, objetivos, doel, doelen, obiettivo, obiettivi, cel, cele""",
    "EMOTION": """
        émotion, émotions, ressenti, ressentis, humeur, sentiments, emoción, emociones, sentimiento,
        sentimientos, ánimo, satisfacción, emotie, emoties, gevoel, gevoelens, beleving,
        tevredenheid, emoção, emoções, sentimento, sentimentos, humor, emozione, emozioni,
        sentimenti, umore, emocja, emocje, uczucie, uczucia, nastrój, satisfação, soddisfazione,
        zadowolenie, satysfakcja""",
    "QUOTE": """
        citation, citations, cita, citas, citaat, citaten, uitspraak, uitspraken, klantstem,
        citação, citações, fala, falas, depoimento, citazione, citazioni, cytat, cytaty, wypowiedź,
        wypowiedzi""",
    "THOUGHT": """
        pensée, pensées, pensamiento, pensamientos, gedachte, gedachten, pensamento, pensiero,
        pensieri, myśl, myśli""",
    "INSIGHT": """
        constat, constats, hallazgo, hallazgos, inzicht, inzichten, bevinding, bevindingen, achado,
        achados, osservazione, osservazioni, spostrzeżenie, spostrzeżenia, obserwacje""",
    "OPPORTUNITY": """
        opportunité, opportunités, amélioration, améliorations, oportunidad, oportunidades, mejora,
        mejoras, kans, kansen, verbeterkans, verbeterkansen, verbetering, verbeteringen,
        verbeterpunt, verbeterpunten, oportunidade, melhoria, melhorias, opportunità, miglioramento,
        miglioramenti, szansa, szanse, okazja, okazje, możliwość, możliwości, usprawnienie,
        usprawnienia""",
    "SOLUTION": """
        idée, idées, piste, pistes, solución, soluciones, propuesta, propuestas, oplossing,
        oplossingen, ideeën, maatregel, maatregelen, solução, soluções, ideia, ideias, proposta,
        propostas, soluzione, soluzioni, proposte, rozwiązanie, rozwiązania, pomysł, pomysły""",
    "TEAM": """
        équipe, équipes, responsable, responsables, equipo, equipos, eigenaar, verantwoordelijke,
        afdeling, afdelingen, responsável, responsáveis, equipe, equipes, equipa, departamento,
        responsabile, responsabili, reparto, zespół, zespoły, właściciel, odpowiedzialny, dział""",
    "METRIC": """
        indicateur, indicateurs, métrique, métriques, indicador, indicadores, métrica, métricas,
        kengetal, kengetallen, meetwaarde, meetwaarden, indicatore, indicatori, metrica, metriche,
        wskaźnik, wskaźniki, metryka, metryki, miernik, mierniki""",
    "DESCRIPTION": """
        commentaire, commentaires, remarque, remarques, nota, notas, comentario, comentarios,
        descripción, observaciones, beschrijving, omschrijving, opmerking, opmerkingen, toelichting,
        descrição, observação, observações, comentário, comentários, descrizione, commento,
        commenti, opis, opisy, uwaga, uwagi, komentarz, komentarze, notatki""",
    "TOUCHPOINT": """
        contactpunt, contactpunten, contactmoment, contactmomenten, raakpunt, raakpunten""",
    "FRONTSTAGE": "linha de frente",
    "BACKSTAGE": "retaguarda, retroscena, zaplecze",
}
# Words that stand with those and change nothing about them.
FILLERS = """
    de du des d la le les l un une el los las del al una y et ou o que qué ce qui principal
    principaux principales clé clés clave claves clients cliente clientes utilisateur utilisateurs
    usuario usuarios interne internes parcours viaje het een van en voor met bij klant klanten
    gebruiker gebruikers klantreis belangrijke belangrijkste do dos da das no na nos nas em com para
    seu sua il lo gli della delle dei degli nel nella con per suo klienta klientów klient
    użytkownika użytkowników i w z od dla usuário usuários utilizador jornada viaggio utente utenti
    clienti ścieżka"""
ALONE = {
    "PERSONA": (
        "clients",
        "cliente",
        "clientes",
        "utilisateur",
        "utilisateurs",
        "usuario",
        "usuarios",
        "klant",
        "klanten",
        "usuário",
        "usuários",
        "utente",
        "utenti",
        "clienti",
        "klient",
        "klienci",
    ),
    "JOURNEY": (
        "parcours",
        "parcours client",
        "viaje del cliente",
        "viaje del usuario",
        "klantreis",
        "jornada",
        "jornada do cliente",
        "jornada do usuário",
        "viaggio del cliente",
        "ścieżka klienta",
        "podróż klienta",
    ),
}
